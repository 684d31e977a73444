using Gyrus.Inference;
using Gyrus.Numerics;
using Gyrus.Validation;
using static System.FormattableString;

namespace Gyrus.Glm.Selection;

/// <summary>Which covariates earn their place: models of more and more blocks, compared on left-out trials.</summary>
/// <remarks>
/// <para>
/// Forward: from the constant model, the block that raises the mean held-out log-likelihood most is added while a one-sided Wilcoxon
/// signed-rank test over the folds says that it raises it. Scores are bits per spike beyond a constant of the training mean (bits per
/// sample for Gaussian and Gamma responses).
/// </para>
/// <para>
/// With <see cref="Shifts"/>, the responses are also shifted in a circle against the design, which keeps the autocorrelation of both and breaks
/// their tie; the full model's score is compared with those of the shifted ones. p = (1 + #{shifted ≥ observed})/(1 + shifts),
/// where a shift without a score counts as larger; without a score of its own the full model has no p.
/// </para>
/// <para>Source: Hardcastle, Maheswaranathan, Ganguli and Giocomo (2017), Neuron 94:375, doi:10.1016/j.neuron.2017.03.025.</para>
/// </remarks>
public sealed record ModelComparison
{
    /// <summary>Smaller gains, in bits per spike, are of rounding: a rank test would take them for evidence.</summary>
    private const double LeastGain = 1e-9;

    /// <summary>Gets the model that is fitted to each set of blocks, at its own strength. Groups and weights of its penalty are those of the whole design's columns; a set keeps its part of them.</summary>
    public required GeneralizedLinearModel Model { get; init; }

    /// <summary>Gets the folds. Ten: with fewer than five, no signed-rank test can reach 0.05.</summary>
    public TrialFolds Folds { get; init; } = new() { Folds = 10 };

    /// <summary>Gets the p-value below which a block is added. In (0, 1); 0.05.</summary>
    public double Significance
    {
        get;
        init => field = Require.Between(double.Epsilon, Math.BitDecrement(1), value, nameof(Significance));
    } = 0.05;

    /// <summary>Gets the number of circular shifts of the null. At least 0; 0 for none.</summary>
    public int Shifts
    {
        get;
        init => field = Require.AtLeast(0, value, nameof(Shifts));
    }

    /// <summary>Gets the seed of the shifts. 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Gets where progress goes, or null.</summary>
    public IProgress<WorkProgress>? Progress { get; init; }

    /// <summary>Forward selection for one neuron; threads run over candidate models, folds and shifts.</summary>
    /// <exception cref="ArgumentException">Too few trials for the folds, or data that the model cannot be fitted to.</exception>
    public ModelComparisonFit Fit(
        GlmData data,
        int neuron = 0,
        int threads = 1,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(data);
        Require.AtLeast(1, threads);
        HeldOutGain scores = GainOn(data, neuron);
        string[] names = [.. data.Design.Blocks.Select(b => b.Name)];
        CandidateModel chosen = Candidate(scores.Constant, null);
        var steps = new List<IReadOnlyList<CandidateModel>>();
        while (chosen.Blocks.Count < names.Length)
        {
            string[][] sets = [.. names.Except(chosen.Blocks).Select(name => (string[])[.. chosen.Blocks, name])];
            CandidateModel parent = chosen;
            CandidateModel[] step =
            [
                .. scores
                    .Of(sets, threads, cancellationToken)
                    .Select(s => Candidate(s, parent))
                    .OrderByDescending(c => c.Mean),
            ];
            steps.Add(step);
            if (!(step[0].PValue < Significance && step[0].Gain > 0))
            {
                break;
            }

            chosen = step[0];
            Progress?.Report(new WorkProgress("model comparison, covariates added", chosen.Blocks.Count, 0));
        }

        HeldOutScores full = scores.Of([names], threads, cancellationToken)[0];
        HeldOutScores[] shifted = Shifted(data, neuron, threads, cancellationToken);
        double[] means = [.. shifted.Select(static s => FoldStatistics.Mean(s.Bits))];
        int late =
            steps.SelectMany(static s => s).Sum(static c => c.LateFits)
            + full.LateFits
            + shifted.Sum(static s => s.LateFits);
        return new ModelComparisonFit
        {
            Neuron = data.NameOf(neuron),
            Comparison = this,
            Steps = steps,
            Chosen = chosen,
            Full = Candidate(full, Candidate(scores.Constant, null)),
            ShiftedScores = means,
            LateFits = late,
            Warnings =
            [
                .. Warnings(scores.Constant.Bits, steps, late),
                .. ShiftWarnings(FoldStatistics.Mean(full.Bits), means),
            ],
        };
    }

    /// <summary>The held-out scores of one set of blocks; gain and p-value are against the constant model.</summary>
    /// <exception cref="ArgumentException">The design has no block of a name.</exception>
    public CandidateModel Score(
        GlmData data,
        IReadOnlyList<string> blocks,
        int neuron = 0,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(blocks);
        HeldOutGain scores = GainOn(data, neuron);
        return blocks.Count == 0
            ? Candidate(scores.Constant, null)
            : Candidate(
                scores.Of(
                    [
                        [.. blocks],
                    ],
                    1,
                    cancellationToken
                )[0],
                Candidate(scores.Constant, null)
            );
    }

    /// <exception cref="ArgumentException">Data that the model cannot be fitted to.</exception>
    private HeldOutGain GainOn(GlmData data, int neuron)
    {
        GlmTask.Of(data, neuron, Model.Observation.Family);
        return new HeldOutGain(Model, Folds.Split(data.Design.Samples, data.Trials), data, neuron);
    }

    private static CandidateModel Candidate(HeldOutScores scores, CandidateModel? parent)
    {
        double[] gains =
        [
            .. scores
                .Bits.Select((s, k) => s - (parent?.FoldScores[k] ?? s))
                .Select(g => Math.Abs(g) < LeastGain ? 0 : g),
        ];
        return new CandidateModel
        {
            Blocks = scores.Blocks,
            FoldScores = scores.Bits,
            Gain = FoldStatistics.Mean(gains),
            PValue = SignedRank.Test(gains).PGreater,
            LateFits = scores.LateFits,
        };
    }

    private static Matrix Moved(ReadOnlySpan<double> values, int shift) =>
        Matrix.FromColumnMajor(values.Length, 1, [.. values[shift..], .. values[..shift]]);

    /// <summary>The full model on responses that are moved in a circle, their exposure and weights with them, by at least a twentieth of the series.</summary>
    private HeldOutScores[] Shifted(GlmData data, int neuron, int threads, CancellationToken cancellationToken)
    {
        int samples = data.Design.Samples;
        int least = Math.Max(1, samples / 20);
        string[][] full =
        [
            [.. data.Design.Blocks.Select(b => b.Name)],
        ];
        int done = 0;
        return PartLoop.Run(
            Shifts,
            threads,
            part =>
            {
                int shift = least + Rng.ForPart(Seed, part).NextInt(samples - (2 * least) + 1);
                GlmData moved = data with
                {
                    Responses = Moved(data.Responses.Column(neuron), shift),
                    Offset = data.Offset is null ? null : Moved(data.OffsetOf(neuron), shift),
                    Weights = data.Weights is null ? null : [.. data.Weights.Skip(shift), .. data.Weights.Take(shift)],
                    Neurons = [data.NameOf(neuron)],
                };
                var scores = new HeldOutGain(Model, Folds.Split(samples, data.Trials), moved, 0);
                HeldOutScores score = scores.Of(full, 1, cancellationToken)[0];
                Progress?.Report(new WorkProgress("model comparison, shifts", Interlocked.Increment(ref done), Shifts));
                return score;
            },
            cancellationToken
        );
    }

    private static IEnumerable<string> ShiftWarnings(double observed, double[] shifted)
    {
        int missing = shifted.Count(double.IsNaN);
        if (shifted.Length > 0 && double.IsNaN(observed))
        {
            yield return "No fold has a score of all covariates: the circular shifts have nothing to be compared with, and there is no p-value.";
        }
        else if (missing > 0)
        {
            yield return Invariant(
                $"{missing} of {shifted.Length} circular shifts have no score: in the p-value they count as at least as large as that of the responses as recorded."
            );
        }
    }

    private string[] Warnings(double[] constant, IReadOnlyList<IReadOnlyList<CandidateModel>> steps, int late)
    {
        int folds = constant.Count(static b => !double.IsNaN(b));
        return
        [
            .. folds == constant.Length
                ? (string[])[]
                :
                [
                    Invariant(
                        $"{constant.Length - folds} of {constant.Length} folds have no score (no sample that counts, or nothing to explain, in them or beside them): they are left out."
                    ),
                ],
            .. folds == 0 || Math.Pow(0.5, folds) < Significance
                ? (string[])[]
                :
                [
                    Invariant(
                        $"{folds} folds cannot reach a p-value of {Significance}: nothing could be added. Use more folds."
                    ),
                ],
            .. steps is [var first, ..]
            && Model.Regularizer.Strength > 0
            && first.All(c => Math.Abs(c.Gain) < LeastGain)
                ?
                [
                    Invariant(
                        $"At the strength {Model.Regularizer.Strength:g4} no model is better or worse than a constant rate: the penalty may leave nothing in any of them. State a smaller strength, such as the one that cross-validation chooses."
                    ),
                ]
                : (string[])[],
            .. late == 0
                ? (string[])[]
                : [Invariant($"{late} fits of folds did not reach their tolerance: their held-out scores may be off.")],
        ];
    }
}
