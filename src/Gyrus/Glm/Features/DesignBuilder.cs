using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Glm.Features;

/// <summary>Collects named blocks of features and makes a design of them. Immutable: each addition gives a new builder.</summary>
/// <remarks>
/// To map new data as the data of a fit were, add the fitted bases of its design (<see cref="FeatureBlock.Basis"/>) instead of bases.
/// </remarks>
public sealed record DesignBuilder
{
    /// <summary>Gets the trial of each sample, which windows do not cross, or null for one. Samples of a trial are neighbours.</summary>
    public IReadOnlyList<int>? Trials { get; init; }

    /// <summary>Gets the blocks so far.</summary>
    public IReadOnlyList<Feature> Features { get; init; } = [];

    /// <summary>Adds one block: a basis of a covariate, or several, which may have several columns each.</summary>
    /// <exception cref="ArgumentException">The covariates do not suit the basis, or the name is taken.</exception>
    public DesignBuilder Add(string name, Basis basis, params IReadOnlyList<Matrix> covariates)
    {
        ArgumentNullException.ThrowIfNull(basis);
        return Add(name, Named(name, () => basis.Fit(covariates)), covariates);
    }

    /// <summary>Adds one block: a basis of one covariate.</summary>
    public DesignBuilder Add(string name, Basis basis, double[] covariate) => Add(name, basis, Basis.Column(covariate));

    /// <summary>Adds one block: a basis that was fitted to other data.</summary>
    public DesignBuilder Add(string name, FittedBasis basis, params IReadOnlyList<Matrix> covariates)
    {
        ArgumentNullException.ThrowIfNull(basis);
        return With(
            new Feature
            {
                Name = name,
                Basis = basis,
                Covariates = covariates,
            }
        );
    }

    /// <summary>Adds one block: features as they are. Shape: samples × features.</summary>
    public DesignBuilder Add(string name, Matrix features)
    {
        ArgumentNullException.ThrowIfNull(features);
        return With(new Feature { Name = name, Covariates = [features] });
    }

    /// <summary>Adds a block per term of a sum, named by the labels of the terms.</summary>
    public DesignBuilder Add(Basis basis, params IReadOnlyList<Matrix> covariates)
    {
        ArgumentNullException.ThrowIfNull(basis);
        FittedBasis fitted = basis.Fit(covariates);
        var names = new BasisNames();
        return basis is not SumBasis sum
            ? Add(names.Name(basis), fitted, covariates)
            : sum.Shares(covariates)
                .Select((s, k) => (s.Inputs, Fitted: fitted.Parts[k]))
                .Aggregate(this, (b, s) => b.Add(names.Name(s.Fitted.Basis), s.Fitted, s.Inputs));
    }

    /// <summary>Adds a block per column of a covariate: coupling to each neuron, say, that a penalty can drop one by one.</summary>
    /// <param name="names">The names of the blocks, one per column.</param>
    /// <param name="basis">A basis of one covariate.</param>
    /// <param name="covariate">The covariate. Shape: samples × columns.</param>
    public DesignBuilder AddEach(IReadOnlyList<string> names, Basis basis, Matrix covariate)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(covariate);
        Require.SameSize(covariate.Columns, names.Count, "one name per column of the covariate");
        return names
            .Select((name, c) => (name, Column: Basis.Column(covariate.Column(c).ToArray())))
            .Aggregate(this, (b, c) => b.Add(c.name, basis, c.Column));
    }

    /// <summary>The design of all blocks.</summary>
    /// <exception cref="ArgumentException">
    /// There is no block, the lengths of covariates and trials differ, or a block has no sample with a value (a window longer than every trial, a range without data).
    /// </exception>
    public Design Build()
    {
        int samples =
            Features.Count > 0
                ? Features[0].Samples
                : throw new ArgumentException("A design needs at least one block of features.");
        var blocks = new List<FeatureBlock>();
        var channels = new List<Channel>();
        var doubts = new List<(string Block, BlockDoubt Doubt)>();
        bool[] valid = new bool[samples];
        Array.Fill(valid, true);
        int first = 0;
        foreach (Feature feature in Features)
        {
            Require.SameSize(
                samples,
                feature.Samples,
                Invariant($"as many samples in '{feature.Name}' as in '{Features[0].Name}'")
            );
            IReadOnlyList<Channel> own = ChannelsOf(feature);
            int count = own.Sum(c => c.Functions);
            blocks.Add(
                new FeatureBlock
                {
                    Name = feature.Name,
                    Start = first,
                    Count = count,
                    Basis = feature.Basis,
                }
            );
            first += count;
            channels.AddRange(own);
            doubts.AddRange(
                BlockDoubts
                    .Of(feature.Name, feature.Basis, samples, Channel.Drop(own, valid))
                    .Select(d => (feature.Name, d))
            );
        }

        return new Design(new BlockDesign(samples, channels), blocks, valid, BlockDoubts.Grouped(doubts));
    }

    private IReadOnlyList<Channel> ChannelsOf(Feature feature) => Named(feature.Name, () => feature.Channels(Trials));

    /// <summary>Does something for a block; what is refused is told with its name.</summary>
    private static T Named<T>(string block, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException refused)
        {
            throw new ArgumentException($"The block '{block}': {refused.Message}", refused);
        }
    }

    private DesignBuilder With(Feature feature)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(feature.Name);
        return Features.Any(f => f.Name == feature.Name)
            ? throw new ArgumentException(Invariant($"Two blocks of the design have the name '{feature.Name}'."))
            : this with
            {
                Features = [.. Features, feature],
            };
    }
}
