"""The tables that outlive every generation of the read model: a module for each subject. The SQL that uses them stands
in the package above."""
