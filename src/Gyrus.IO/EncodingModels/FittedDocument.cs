using System.Text.Json.Serialization;
using Gyrus.Glm;
using Gyrus.Glm.Features;
using Gyrus.IO.Derivatives;
using Gyrus.Numerics;
using Gyrus.Optimization;
using Gyrus.Pipelines.EncodingModels;

namespace Gyrus.IO.EncodingModels;

/// <summary>Fitted models as JSON, all but the coefficients, which are in the npz file beside it.</summary>
internal sealed record FittedDocument : IFormattedDocument
{
    /// <summary>The format.</summary>
    public static string CurrentFormat => "gyrus-fitted-encoding-model-1";

    public required string Format { get; init; }

    /// <summary>Gets the text of the model file that was fitted.</summary>
    public required string Declaration { get; init; }

    public required IReadOnlyList<BlockEntry> Blocks { get; init; }

    public required IReadOnlyList<FitEntry> Fits { get; init; }

    /// <summary>Gets all neurons of the recording, where blocks are of the neuron itself or of the others: <see cref="Blocks"/> are then those of the first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Population { get; init; }

    /// <inheritdoc/>
    public string? Fault() =>
        Blocks.Contains(null!) || Fits.Contains(null!) || Fits.Any(f => f.Warnings.Contains(null!))
            ? "expected no null in blocks and fits, but there is one."
        : Fits.FirstOrDefault(f => !(f.Strength >= 0 && double.IsFinite(f.Strength + f.Intercept))) is { } odd
            ? $"expected a strength of at least 0 and a finite intercept of '{MessageText.Shorten(odd.Neuron)}'."
        : Fits.Any(f => f.Neuron.Length == 0 || f.Neuron.Any(char.IsControl))
        || Fits.DistinctBy(f => f.Neuron).Count() != Fits.Count
            ? "expected names of neurons that differ and can be printed."
        : Blocks.Count == 0 || Fits.Count == 0 ? "expected at least one block and one fit, but there is none."
        : HaveHoles(Blocks) ? "expected blocks side by side, but there is a hole or an overlap."
        : Population is { } all
        && (all.Contains(null!) || all.Distinct().Count() != all.Count || Fits.Any(f => !all.Contains(f.Neuron)))
            ? "expected a population of names that differ, the fitted neurons among them."
        : Starts(Blocks).Last() > int.MaxValue ? "expected fewer columns."
        : Fits.FirstOrDefault(f => !f.HasGroupsOn((int)Starts(Blocks).Last())) is { } wrong
            ? $"expected groups of '{MessageText.Shorten(wrong.Neuron)}' with a finite number for each of their columns."
        : null;

    /// <summary>Whether blocks do not lie side by side.</summary>
    public static bool HaveHoles(IReadOnlyList<BlockEntry> blocks) =>
        blocks.Any(b => b.Count < 0) || !blocks.Select(b => (long)b.Start).SequenceEqual(Starts(blocks).SkipLast(1));

    /// <summary>Where blocks side by side start, and where the last ends.</summary>
    private static IEnumerable<long> Starts(IReadOnlyList<BlockEntry> blocks)
    {
        long start = 0;
        yield return start;
        foreach (BlockEntry block in blocks)
        {
            start += block.Count;
            yield return start;
        }
    }

    /// <summary>A block of the design.</summary>
    internal sealed record BlockEntry(string Name, int Start, int Count, BasisEntry? Basis)
    {
        public static BlockEntry Of(FeatureBlock block) =>
            new(block.Name, block.Start, block.Count, block.Basis is { } basis ? BasisEntry.Of(basis) : null);
    }

    /// <summary>What a basis learned from the data of the fit.</summary>
    internal sealed record BasisEntry(
        IReadOnlyList<int> InputColumns,
        IReadOnlyList<double[]> Ranges,
        IReadOnlyList<double[]> Mixing,
        IReadOnlyList<BasisEntry> Parts
    )
    {
        public static BasisEntry Of(FittedBasis basis) =>
            new(
                basis.InputColumns,
                [.. basis.Ranges.Select(r => (double[])[r.Low, r.High])],
                [.. basis.Mixing.Select(m => m.AsSpan().ToArray())],
                [.. basis.Parts.Select(Of)]
            );

        /// <summary>Whether it is what a basis of that kind learns: as many columns, ranges, matrices and parts.</summary>
        public bool Suits(Basis basis)
        {
            int channels = InputColumns is [> 0 and var first, ..] ? first : 0;
            long columns = InputColumns.Sum(c => (long)c);
            return InputColumns.Count == basis.Inputs
                && InputColumns.All(c => c > 0)
                && Ranges.All(r => r is { Length: 2 })
                && Mixing.Count == (basis is OrthExponential ? channels : 0)
                && Mixing.All(m => m?.Length == basis.Functions * basis.Functions)
                && Ranges.Count == (basis is RangedBasis and not Category and not Zero ? columns : 0)
                && (basis, Parts) switch
                {
                    (ProductBasis product, [{ } left, { } right]) => left.Suits(product.Left)
                        && right.Suits(product.Right),
                    (ProductBasis, _) => false,
                    _ => Parts.Count == 0,
                };
        }

        /// <summary>The basis with what it learned.</summary>
        public FittedBasis With(Basis basis) =>
            new()
            {
                Basis = basis,
                InputColumns = InputColumns,
                Ranges = [.. Ranges.Select(r => new Interval(r[0], r[1]))],
                Mixing = [.. Mixing.Select(m => Square(m))],
                Parts =
                    basis is ProductBasis product && Parts is [var left, var right]
                        ? [left.With(product.Left), right.With(product.Right)]
                        : [],
            };

        private static Matrix Square(double[] values)
        {
            int size = (int)Math.Sqrt(values.Length);
            return Matrix.FromColumnMajor(size, size, values);
        }
    }

    /// <summary>The fit of a neuron.</summary>
    internal sealed record FitEntry(
        string Neuron,
        double Strength,
        double Intercept,
        double Scale,
        double ResidualDegreesOfFreedom,
        int Samples,
        int DroppedSamples,
        string Method,
        int Iterations,
        double Objective,
        double Certificate,
        double Tolerance,
        IReadOnlyList<string> Warnings,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
            IReadOnlyList<LatentEntry>? Groups = null
    )
    {
        public static FitEntry Of(GlmFit f) =>
            new(
                f.Neuron,
                f.Strength,
                f.Intercept,
                f.Scale,
                f.ResidualDegreesOfFreedom,
                f.Samples,
                f.DroppedSamples,
                f.Convergence.Method,
                f.Convergence.Iterations,
                f.Convergence.Objective,
                f.Convergence.Certificate,
                f.Convergence.Tolerance,
                f.Warnings,
                f.LatentGroups.Count == 0
                    ? null
                    : [.. f.LatentGroups.Select(g => new LatentEntry(g.Name, g.Columns, g.Coefficients))]
            );

        public GlmFit Fit(EncodingModel model, IReadOnlyList<FeatureBlock> blocks, ReadOnlySpan<double> coefficients) =>
            new()
            {
                Model = model.Model with { Regularizer = model.Model.Regularizer with { Strength = Strength } },
                Neuron = Neuron,
                Blocks = blocks,
                Coefficients = coefficients.ToArray(),
                Intercept = Intercept,
                Scale = Scale,
                ResidualDegreesOfFreedom = ResidualDegreesOfFreedom,
                Samples = Samples,
                DroppedSamples = DroppedSamples,
                Convergence = new Convergence
                {
                    Method = Method,
                    Iterations = Iterations,
                    Objective = Objective,
                    Certificate = Certificate,
                    Tolerance = Tolerance,
                },
                Warnings = Warnings,
                LatentGroups =
                [
                    .. (Groups ?? []).Select(g => new LatentGroup
                    {
                        Name = g.Name,
                        Columns = g.Columns,
                        Coefficients = g.Coefficients,
                    }),
                ],
            };

        /// <summary>Whether the parts of the groups lie on the columns of the blocks.</summary>
        public bool HasGroupsOn(int columns) =>
            Groups?.All(g =>
                g is not null
                && g.Columns.Count == g.Coefficients.Count
                && g.Columns.All(j => j >= 0 && j < columns)
                && g.Coefficients.All(double.IsFinite)
            ) != false;
    }

    /// <summary>What a group of an overlapping group lasso adds to the coefficients of its columns.</summary>
    internal sealed record LatentEntry(string Name, IReadOnlyList<int> Columns, IReadOnlyList<double> Coefficients);
}
