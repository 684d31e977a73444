namespace Gyrus.Optimization.Losses;

/// <summary>m(η), the inverse of a link.</summary>
internal interface IMeanFunction
{
    /// <summary>e ← the transcendental function of η that the others need.</summary>
    static abstract void Transform(ReadOnlySpan<double> eta, Span<double> e);

    /// <summary>m.</summary>
    static abstract double Mean(double eta, double e);

    /// <summary>∂m/∂η.</summary>
    static abstract double Derivative(double eta, double e);
}
