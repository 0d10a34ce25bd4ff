"""发出的消息: the outbox, the simulated providers, the chain's own wording."""
