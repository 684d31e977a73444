using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance;

/// <summary>Draws two groups of subjects whose connectivity differs in a few known edges and nowhere else.</summary>
/// <remarks>
/// <para>
/// All subjects come from one <see cref="SyntheticGroupSparse"/>. To the two regions of each planted edge a latent course is added,
/// <see cref="Strength"/> standard deviations large: one course for both regions in the first group, one for each in the second.
/// So every variance and every other correlation has the same expectation in both groups, and the planted correlation is
/// higher in the first by s²/(1 + s²). No region is in two planted edges.
/// </para>
/// <para>The same seed gives the same groups on every machine.</para>
/// </remarks>
public sealed record SyntheticGroupDifference
{
    /// <summary>Gets the number of regions p. At least 2. Default: 20.</summary>
    public int Regions
    {
        get;
        init => field = Require.AtLeast(2, value, nameof(Regions));
    } = 20;

    /// <summary>Gets the number of subjects of the first group. At least 2. Default: 20.</summary>
    public int FirstSubjects
    {
        get;
        init => field = Require.AtLeast(2, value, nameof(FirstSubjects));
    } = 20;

    /// <summary>Gets the number of subjects of the second group. At least 2. Default: 20.</summary>
    public int SecondSubjects
    {
        get;
        init => field = Require.AtLeast(2, value, nameof(SecondSubjects));
    } = 20;

    /// <summary>Gets the number of samples of each subject. At least 2. Default: 150.</summary>
    public int Samples
    {
        get;
        init => field = Require.AtLeast(2, value, nameof(Samples));
    } = 150;

    /// <summary>Gets the number of planted edges, at most p/2. At least 0. Default: 4; 0 draws two groups without any difference.</summary>
    public int Edges
    {
        get;
        init => field = Require.AtLeast(0, value, nameof(Edges));
    } = 4;

    /// <summary>Gets the size s of the latent courses in standard deviations of their region. At least 0. Default: 0.7.</summary>
    public double Strength
    {
        get;
        init => field = Require.NotNegative(value, nameof(Strength));
    } = 0.7;

    /// <summary>Gets the seed. Default: 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Draws the groups.</summary>
    /// <exception cref="ArgumentException">There are fewer than two regions for each planted edge.</exception>
    public SyntheticGroups Generate()
    {
        if (2 * Edges > Regions)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{Edges} planted edges need {2 * Edges} regions, but there are {Regions}.")
            );
        }

        int subjects = FirstSubjects + SecondSubjects;
        SyntheticGroup all = new SyntheticGroupSparse
        {
            Regions = Regions,
            Subjects = subjects,
            MinSamples = Samples,
            MaxSamples = Samples,
            Seed = Seed,
        }.Generate();
        var plan = Rng.ForPart(Seed, subjects + 1);
        int[] regions = plan.Permutation(Regions);

        (int, int)[] planted =
        [
            .. Enumerable
                .Range(0, Edges)
                .Select(e =>
                    (Math.Min(regions[2 * e], regions[(2 * e) + 1]), Math.Max(regions[2 * e], regions[(2 * e) + 1]))
                ),
        ];
        for (int k = 0; k < subjects; k++)
        {
            Plant(all.Signals[k], planted, k < FirstSubjects, Rng.ForPart(Seed, subjects + 2 + k));
        }

        return new SyntheticGroups
        {
            Signals = all.Signals,
            IsFirst = [.. Enumerable.Range(0, subjects).Select(k => k < FirstSubjects)],
            Planted = planted,
        };
    }

    private void Plant(Matrix signals, (int First, int Second)[] planted, bool shared, Rng rng)
    {
        double[] latent = new double[signals.Rows];
        foreach ((int first, int second) in planted)
        {
            rng.FillNormal(latent);
            Add(latent, signals.MutableColumn(first));
            if (!shared)
            {
                rng.FillNormal(latent);
            }

            Add(latent, signals.MutableColumn(second));
        }
    }

    private void Add(double[] latent, Span<double> signal)
    {
        double mean = TensorPrimitives.Sum<double>(signal) / signal.Length;
        double variance = (TensorPrimitives.SumOfSquares<double>(signal) / signal.Length) - (mean * mean);
        TensorPrimitives.MultiplyAdd(latent, Strength * Math.Sqrt(variance), signal, signal);
    }
}
