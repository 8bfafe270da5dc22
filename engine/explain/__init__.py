"""Why somebody is paid what they are paid: the trace of an evaluation, and what people read of it."""
