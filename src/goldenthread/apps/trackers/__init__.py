"""What team managers work from each morning: deadlines, drift, caseloads, the 20 weeks of plans."""
