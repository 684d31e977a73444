using System.Numerics.Tensors;
using Gyrus.Glm.Features;
using Gyrus.Numerics;
using Gyrus.Optimization;

namespace Gyrus.Glm.Categorical;

/// <summary>A fitted softmax regression. It exists only after a fit.</summary>
public sealed record CategoricalFit : BlockFit
{
    /// <summary>Gets the model that was fitted.</summary>
    public required CategoricalRegression Model { get; init; }

    /// <summary>Gets the names of the classes.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>Gets B. Shape: columns of the design × classes.</summary>
    public required Matrix Coefficients { get; init; }

    /// <summary>Gets b, one per class; their sum is 0.</summary>
    public required IReadOnlyList<double> Intercepts { get; init; }

    /// <inheritdoc/>
    public override double Strength => Model.Regularizer.Strength;

    /// <inheritdoc/>
    public override bool Holds(FeatureBlock block) => Norm(block) > 0;

    /// <inheritdoc/>
    public override double Norm(FeatureBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        double sum = 0;
        for (int k = 0; k < Classes.Count; k++)
        {
            sum += TensorPrimitives.SumOfSquares(Coefficients.Column(k).Slice(block.Start, block.Count));
        }

        return Math.Sqrt(sum);
    }

    /// <summary>The probability of each class at each sample of a design with the same columns; NaN where a feature is not finite.</summary>
    /// <param name="design">The design.</param>
    /// <param name="offset">What is added to η, samples × classes, or null.</param>
    /// <returns>Samples × classes; rows sum to 1.</returns>
    /// <exception cref="ArgumentException">The design has other columns, or the offset another shape.</exception>
    public Matrix Probabilities(Design design, Matrix? offset = null)
    {
        ArgumentNullException.ThrowIfNull(design);
        Require.SameSize(Coefficients.Rows, design.Columns, "as many columns as the model has coefficients per class");
        Require.SameSize(design.Samples, offset?.Rows ?? design.Samples, "one row of offsets per sample");
        Require.SameSize(Classes.Count, offset?.Columns ?? Classes.Count, "one column of offsets per class");
        (int n, int classes) = (design.Samples, Classes.Count);
        double[] eta = offset?.AsSpan().ToArray() ?? new double[n * classes];
        for (int k = 0; k < classes; k++)
        {
            design.Store.AddProduct(Coefficients.Column(k), eta.AsSpan(k * n, n));
        }

        var chunk = new SoftmaxChunk(classes, n);
        chunk.Fill(eta, n, 0, [.. Intercepts]);
        return Matrix.Create(n, classes, (i, k) => design.ValidRows[i] ? chunk.Probabilities(k)[i] : double.NaN);
    }

    /// <summary>The most probable class at each sample, an index into <see cref="Classes"/> (the first of equals); −1 where a feature is not finite.</summary>
    /// <exception cref="ArgumentException">The design has other columns, or the offset another shape.</exception>
    public int[] Classify(Design design, Matrix? offset = null)
    {
        Matrix p = Probabilities(design, offset);
        int[] best = new int[p.Rows];
        for (int i = 0; i < best.Length; i++)
        {
            best[i] = double.IsNaN(p[i, 0]) ? -1 : 0;
            for (int k = 1; k < p.Columns; k++)
            {
                best[i] = p[i, k] > p[i, Math.Max(0, best[i])] ? k : best[i];
            }
        }

        return best;
    }

    /// <summary>One class per sample of a design, drawn from the probabilities; −1 where a feature is not finite.</summary>
    /// <param name="design">A design with the columns of the fit.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <param name="offset">What is added to η, samples × classes, or null.</param>
    /// <exception cref="ArgumentException">The design has other columns, or the offset another shape.</exception>
    public int[] Draw(Design design, ulong seed, Matrix? offset = null)
    {
        Matrix p = Probabilities(design, offset);
        var rng = new Rng(seed);
        int[] drawn = new int[p.Rows];
        for (int i = 0; i < drawn.Length; i++)
        {
            double left = rng.NextDouble();
            drawn[i] = double.IsNaN(p[i, 0]) ? -1 : 0;
            for (int k = 0; drawn[i] >= 0 && k < p.Columns - 1 && left >= p[i, k]; k++)
            {
                left -= p[i, k];
                drawn[i] = k + 1;
            }
        }

        return drawn;
    }
}
