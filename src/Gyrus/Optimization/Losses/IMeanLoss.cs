namespace Gyrus.Optimization.Losses;

/// <summary>The loss of a family as a function of the mean m.</summary>
internal interface IMeanLoss
{
    /// <summary>f(m, y).</summary>
    double Value(double m, double y);

    /// <summary>∂f/∂m.</summary>
    double Slope(double m, double y);

    /// <summary>The expectation of ∂²f/∂m² for responses of mean m.</summary>
    double Information(double m);

    /// <summary>f(y, y), the least value.</summary>
    double Least(double y);
}
