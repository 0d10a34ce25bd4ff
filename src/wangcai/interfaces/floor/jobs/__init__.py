"""服务单 on the phone: my jobs today, one card with large ticks, camera, a look at the pet, stop and call the owner."""
