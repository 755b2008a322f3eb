"""Looking an installation over: each examination finds nothing, or says what is wrong and what helps."""
