"""What a poor judgement brings: notices to improve, submissions, advisers, visits, the next inspection."""
