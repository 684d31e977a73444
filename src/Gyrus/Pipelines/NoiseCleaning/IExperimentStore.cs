namespace Gyrus.Pipelines.NoiseCleaning;

/// <summary>Where finished blocks are kept, so that an interrupted experiment goes on where it stopped.</summary>
public interface IExperimentStore
{
    /// <summary>The rows of a block that was made by the same options, or null where there is none that can be used.</summary>
    IReadOnlyList<ExperimentRow>? Read(NoiseCleaningExperiment experiment, ExperimentBlock block);

    /// <summary>Keeps the rows of a block, whole or not at all.</summary>
    void Write(NoiseCleaningExperiment experiment, ExperimentBlock block, IReadOnlyList<ExperimentRow> rows);
}
