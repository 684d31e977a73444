using Gyrus.Glm;
using Gyrus.Glm.Features;
using Gyrus.Optimization;

namespace Gyrus.Tests.Optimization;

/// <summary>A design may estimate products, as badly as it says: the certificate holds all the same.</summary>
public sealed class EstimatedGradientTests
{
    private const int Samples = 500;
    private const int Blocks = 40;

    /// <param name="miss">The part of each product by which its estimate falls short, and says that it may.</param>
    [Theory]
    [InlineData(0.05)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void Path_OfEstimatesThatMissAllTheySayTheyMay_IsCertifiedAndThatOfExactProducts(double miss)
    {
        var rng = new Rng(12);
        var x = Matrix.Create(Samples, 2 * Blocks, (_, _) => rng.NextNormal());
        double[] y =
        [
            .. Enumerable
                .Range(0, Samples)
                .Select(i => Math.Exp(0.3 + (0.4 * x[i, 2]) - (0.3 * x[i, 21]) + (0.2 * x[i, 50])))
                .Select(rate => Math.Floor(rate + rng.NextDouble())),
        ];
        Design exact = Design.Of([
            .. Enumerable
                .Range(0, Blocks)
                .Select(b => ($"x{b}", Matrix.Create(Samples, 2, (i, f) => x[i, (2 * b) + f]))),
        ]);
        var rough = new Design(new RoughDesign(exact.Store, miss), exact.Blocks, exact.ValidRows);

        GlmPath expected = Path(exact, y, 1e-11);
        GlmPath path = Path(rough, y, 1e-7);

        // Certificates are relative to the excess of the null model, where the path begins, over an exact fit.
        double least = y.Average(static count => count == 0 ? 0 : count - (count * Math.Log(count)));
        double scale = expected.Fits[0].Convergence.Objective - least;
        foreach ((GlmFit fit, GlmFit best) in path.Fits.Zip(expected.Fits))
        {
            double above = (fit.Convergence.Objective - best.Convergence.Objective) / scale;
            Assert.True(fit.Convergence.Converged);
            Assert.True(best.Convergence.Converged);
            Assert.True(
                above <= fit.Convergence.Certificate + 1e-12,
                $"{above:e2} above the optimum, certified to {fit.Convergence.Certificate:e2} at {fit.Strength}"
            );
        }
    }

    private static GlmPath Path(Design design, double[] y, double tolerance) =>
        new RegularizationPath
        {
            Model = new GeneralizedLinearModel { Regularizer = new GroupLasso(), Tolerance = tolerance },
            Count = 15,
            Ratio = 0.02,
        }.Fit(new GlmData { Design = design, Responses = Matrix.FromColumnMajor(Samples, 1, y) });

    /// <summary>A design whose estimates are a part too near zero, as a block that hides a violation would have it.</summary>
    private sealed class RoughDesign(IDesign exact, double miss) : IDesign
    {
        public int Samples => exact.Samples;

        public int Columns => exact.Columns;

        public void AddProduct(ReadOnlySpan<double> coefficients, Span<double> eta) =>
            exact.AddProduct(coefficients, eta);

        public void TransposeProduct(ReadOnlySpan<double> v, Span<double> gradient) =>
            exact.TransposeProduct(v, gradient);

        public void TransposeProduct(ReadOnlySpan<double> v, ReadOnlySpan<bool> wanted, Span<double> gradient) =>
            exact.TransposeProduct(v, wanted, gradient);

        public void EstimateTransposeProduct(
            ReadOnlySpan<double> v,
            ReadOnlySpan<bool> wanted,
            Span<double> gradient,
            Span<double> errors
        )
        {
            exact.TransposeProduct(v, wanted, gradient);
            errors.Clear();
            for (int j = 0; j < wanted.Length; j++)
            {
                if (wanted[j])
                {
                    errors[j] = miss * Math.Abs(gradient[j]);
                    gradient[j] *= 1 - miss;
                }
            }
        }

        public void WeightedGram(
            ReadOnlySpan<double> h,
            ReadOnlySpan<int> columns,
            Span<double> gram,
            Span<double> sums
        ) => exact.WeightedGram(h, columns, gram, sums);
    }
}
