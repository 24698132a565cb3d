"""换届: rehearsing and carrying out the change of a congress from one term to the next."""
