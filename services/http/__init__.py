"""What both services need to speak HTTP: tokens, problems, bodies, cursors, OpenAPI, probes."""
