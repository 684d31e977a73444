using Gyrus.Bench;

var verbs = new Dictionary<string, Action<string[]>>(StringComparer.Ordinal)
{
    ["group-sparse"] = GroupSparseBench.Run,
    ["extraction"] = ExtractionBench.Run,
    ["linear-algebra"] = LinearAlgebraBench.Run,
    ["cross-validation"] = CrossValidationBench.Run,
    ["nifti"] = NiftiBench.Run,
    ["cleaning"] = CleaningBench.Run,
    ["cleaning-iterative"] = CleaningIterativeBench.Run,
    ["connectivity"] = ConnectivityBench.Run,
    ["tables"] = TablesBench.Run,
    ["datasets"] = DatasetsBench.Run,
    ["glm-path"] = GlmPathBench.Run,
    ["cleaning-estimators"] = CleaningEstimatorsBench.Run,
    ["noise-cleaning"] = NoiseCleaningBench.Run,
    ["glm-design"] = GlmDesignBench.Run,
    ["glm-stream"] = GlmStreamBench.Run,
    ["glm-guide"] = GlmGuideBench.Run,
    ["glm-categorical"] = GlmCategoricalBench.Run,
    ["glm-population"] = GlmPopulationBench.Run,
    ["glm-recordings"] = GlmRecordingsBench.Run,
    ["batch"] = BatchBench.Run,
    ["batch-tables"] = BatchBench.Tables,
};

if (args.Length == 0 || !verbs.TryGetValue(args[0], out Action<string[]>? run))
{
    await Console.Error.WriteLineAsync($"Which benchmark? One of: {string.Join(", ", verbs.Keys)}.");
    return 1;
}

run(args[1..]);
return 0;
