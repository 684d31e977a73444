using Gyrus.Glm;
using Gyrus.Glm.Features;

namespace Gyrus.Pipelines.EncodingModels;

/// <summary>The memory that an encoding study needs, known before it starts.</summary>
/// <remarks>
/// <para>
/// Streamed: 8 bytes × samples × (responses + vectors) + flags, trials and offset + a part of the design on each thread + six square matrices of the columns, two more
/// on each thread + tables and pages + a tenth for what a garbage collector leaves + <see cref="Program"/>. A fit or path holds
/// 8 vectors (17 to 22 for penalties and families that take several problems at a time); a cross-validation 8½ for all samples and for each fold, and 6 that they share. When the fits are judged
/// there are 4 vectors and the intervals between spikes, if that is more.
/// </para>
/// <para>Stored: that of the design, twice while it is built, the tables five times as numbers of 8 bytes while they are read, and the vectors of the neurons that are fitted at a time.</para>
/// </remarks>
public sealed record EncodingMemory
{
    /// <summary>The part of all these bytes that is no managed memory: the program itself and what the system keeps for it. 96 MiB.</summary>
    public const long Program = 96L << 20;

    private const long Pages = 40L << 20;

    /// <summary>Gets the bytes that the study needs at most when its design is streamed.</summary>
    public required long StreamedBytes { get; init; }

    /// <summary>Gets about how many bytes the study needs when its design is stored, by the size of the first samples.</summary>
    public required long StoredBytes { get; init; }

    /// <summary>The memory of a study of a recording whose covariates are on disk.</summary>
    /// <param name="study">The study.</param>
    /// <param name="work">What is asked of it.</param>
    /// <exception cref="ArgumentException">The covariates are in memory, a covariate is not there, or a basis cannot be streamed.</exception>
    public static EncodingMemory Of(EncodingStudy study, EncodingWork work)
    {
        ArgumentNullException.ThrowIfNull(study);
        EncodingRecording recording = study.Recording;
        ICovariateSource source = recording.Streamed is null
            ? throw new ArgumentException("The memory is stated for recordings whose covariates stay on disk.")
            : recording.Source();
        StreamedDesign first = study.Model.FirstSamples(recording, study.Threads);
        IReadOnlyList<int> neurons = recording.PlacesOf(study.Neurons);
        double n = source.Samples;
        double p = first.Columns;
        double perSample = (recording.Trials is null ? 0 : 8) + (recording.Offset is null ? 0 : 24) + 1;
        double responses =
            8 * (recording.Neurons.Count + (neurons.Count < recording.Neurons.Count ? neurons.Count : 0));
        int atATime = FitVectors.Of(study.Model.Model);
        int folds = study.Model.Folds.Folds;
        double vectors = work == EncodingWork.CrossValidation ? ((1 + folds) * (atATime + 0.5)) + 6 : atATime;
        double squares = 8 * p * p * (6 + (2 * study.Threads) + (work == EncodingWork.CrossValidation ? 4 * folds : 0));
        double common = (n * (responses + perSample)) + squares + Pages;
        double judging = (8 * n * 4) + Intervals(study, neurons);
        double streamed = common + Math.Max(8 * n * vectors, judging) + (2 * first.EstimatedBytes);
        int threads = Math.Min(study.Threads, neurons.Count);
        double refits = work == EncodingWork.CrossValidation ? 24 * n * (p + 1) : 0;
        double stored =
            common
            + (Math.Max(8 * n * vectors, judging) * threads)
            + (2 * n * first.StoredBytesPerSample())
            + (40 * n * source.Columns)
            + (refits * threads);
        return new EncodingMemory
        {
            StreamedBytes = (long)(1.1 * streamed) + Program,
            StoredBytes = (long)(1.1 * stored) + Program,
        };
    }

    /// <summary>The rescaled intervals: kept of each neuron, and of the one that is judged sorted as well.</summary>
    private static double Intervals(EncodingStudy study, IReadOnlyList<int> neurons)
    {
        if (study.Model.Model.Observation.Family is not (Family.Poisson or Family.Bernoulli))
        {
            return 0;
        }

        double[] spikes =
        [
            .. neurons.Select(k =>
            {
                double all = 0;
                foreach (double y in study.Recording.Responses.Column(k))
                {
                    all += double.IsFinite(y) ? y : 0;
                }

                return all > GoodnessOfFit.MostSpikes ? 0 : all;
            }),
        ];
        return 8 * (spikes.Sum() + spikes.DefaultIfEmpty(0).Max());
    }
}
