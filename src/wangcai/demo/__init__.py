"""The demo shop: 旺财宠物 with two stores, made through the public doors of every stage. Same seed, same shop."""
