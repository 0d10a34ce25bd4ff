"""服务设置: what is offered, how long and for how much, surcharges, rooms and tables, vaccine plans."""
