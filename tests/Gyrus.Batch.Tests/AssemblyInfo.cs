// Every test starts processes, and one cluster at a time is found by its environment variable.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
