"""Pages of a congress office: what is open and late, its people, rules and logs."""
