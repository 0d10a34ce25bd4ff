"""规范与协议: the SOPs, agreements, inquiry forms and advice of the house, each edited as a new version."""
