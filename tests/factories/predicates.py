"""Tables of who may do what: {group of accounts: in which situations}; whoever is not named may not."""

import inspect


def each(table):
    """{account: what} of a table by groups; the later say more."""
    return {name: what for names, what in table.items() for name in names.split()}


def allowed(people, may_it, things):
    """{account: names of the things of which it may}, without those who may nothing."""
    found = {
        user.username: {name for name, thing in things.items() if may_it(user, thing)}
        for user in people
    }
    return {name: what for name, what in found.items() if what}


def rules_of(module):
    """Its public functions: each has its table."""
    return {
        rule
        for name, rule in inspect.getmembers(module, inspect.isfunction)
        if rule.__module__ == module.__name__ and not name.startswith("_")
    }
