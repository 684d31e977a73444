namespace Gyrus.Optimization.Losses;

/// <summary>
/// The loss f(η, y) of one sample: what a family with its link asks of a linear predictor, terms without η dropped.
/// </summary>
/// <remarks>
/// The one transcendental function of η that value, slope and curvature share is computed for many samples at once by
/// <see cref="Transform"/>; e is its value. A loss outside its domain is +∞. Structs, so that the JIT writes a loop for each.
/// </remarks>
internal interface IPointwiseLoss
{
    /// <summary>Gets a value indicating whether f is convex in η for every y.</summary>
    bool IsConvex { get; }

    /// <summary>Gets a value indicating whether f' is a e^η + b times what all samples share (1, or e^η), and the curvature that of a e^η: the best intercept is then a logarithm.</summary>
    bool IsLogLinear { get; }

    /// <summary>e ← what the other methods need of η; may leave e as it is.</summary>
    void Transform(ReadOnlySpan<double> eta, Span<double> e);

    /// <summary>f.</summary>
    double Value(double eta, double e, double y);

    /// <summary>f' = ∂f/∂η.</summary>
    double Slope(double eta, double e, double y);

    /// <summary>f'' where f is convex, else its expectation under the model: never negative.</summary>
    double Curvature(double eta, double e, double y);

    /// <summary>f*(v, y) = sup over η of vη − f(η, y), +∞ where v is no slope of f; η is where a search may start.</summary>
    double Conjugate(double v, double y, double eta);

    /// <summary>inf over η of f(η, y) = −f*(0, y): the loss of a model that fits this sample exactly.</summary>
    double Least(double y);
}
