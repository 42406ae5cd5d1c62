"""Who may see what: scopes and the policies that give them."""
