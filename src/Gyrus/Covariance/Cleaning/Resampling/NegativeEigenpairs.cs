using System.Numerics.Tensors;

namespace Gyrus.Covariance.Cleaning;

/// <summary>The negative eigenvalues of a <see cref="ClusterTree"/>, of which there are few, and their vectors: each in some dozens of passes over the tree.</summary>
/// <remarks>Each value is enclosed by counting, then refined by Rayleigh quotients; what does not end with a small residual within its enclosure is not found.</remarks>
internal sealed class NegativeEigenpairs(int regions)
{
    private const double Width = 0.05;
    private const double Residual = 1e-12;

    // Nearer to 0 a negative eigenvalue is rounding.
    private const double Negligible = 1e-13;
    private const int MostHalvings = 60;
    private const int MostRefinements = 8;
    private readonly double[] _product = new double[regions];
    private readonly List<(double Value, double[] Vector)> _found = [];

    /// <summary>Gets the values with their unit vectors, ascending.</summary>
    public IReadOnlyList<(double Value, double[] Vector)> Found => _found;

    /// <summary>Finds as many as there are, but for those that are negative by rounding; whether all were found.</summary>
    public bool Find(ClusterTree tree, int count)
    {
        _found.Clear();
        for (int index = 0; index < count; index++)
        {
            if (Enclose(tree, index, count) is not { } enclosure)
            {
                return false;
            }

            if (enclosure.Low > -Negligible)
            {
                break;
            }

            if (Refine(tree, enclosure.Low, enclosure.High) is not { } pair)
            {
                return false;
            }

            _found.Add(pair);
        }

        return true;
    }

    /// <summary>An interval with this eigenvalue alone, narrow beside its distance from 0; null where there is none.</summary>
    private (double Low, double High)? Enclose(ClusterTree tree, int index, int all)
    {
        // Entries are at most 1 in magnitude.
        (double low, double high) = (-(double)regions, 0);
        (int below, int upTo) = (0, all);
        for (int step = 0; step < MostHalvings; step++)
        {
            if (low > -Negligible || (upTo == index + 1 && below == index && high - low <= -Width * low))
            {
                return (low, high);
            }

            double middle = 0.5 * (low + high);
            int count = tree.Factor(middle);
            if (count > index)
            {
                (high, upTo) = (middle, count);
            }
            else
            {
                (low, below) = (middle, count);
            }
        }

        return null;
    }

    private (double Value, double[] Vector)? Refine(ClusterTree tree, double low, double high)
    {
        double[] x = new double[regions];
        for (int i = 0; i < regions; i++)
        {
            // Any start will do that is no symmetric pattern of the tree.
            x[i] = 1 + Math.Sin(i + 1);
        }

        double value = 0.5 * (low + high);
        for (int step = 0; step < MostRefinements; step++)
        {
            tree.Factor(value);
            tree.Solve(x);
            double norm = TensorPrimitives.Norm<double>(x);
            TensorPrimitives.Divide(x, norm, x);
            tree.Multiply(x, _product);
            double quotient = TensorPrimitives.Dot<double>(x, _product);
            TensorPrimitives.MultiplyAdd(x, -quotient, _product, _product);
            if (!double.IsFinite(quotient))
            {
                return null;
            }

            if (TensorPrimitives.Norm<double>(_product) <= Residual)
            {
                return quotient > low && quotient < high ? (quotient, x) : null;
            }

            // Outside the enclosure the quotient follows another eigenvalue.
            value = quotient > low && quotient < high ? quotient : value;
        }

        return null;
    }
}
