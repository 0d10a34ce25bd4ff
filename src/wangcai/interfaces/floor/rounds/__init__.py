"""喂养: feeding, medicine and walks by time, and what a boarding pet gets."""
