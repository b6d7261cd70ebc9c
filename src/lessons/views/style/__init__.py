"""How every chart and table looks, and the rules that several views tell of."""
