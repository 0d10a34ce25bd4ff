"""我的任务: what this person has to do, by due time, with one thumb."""
