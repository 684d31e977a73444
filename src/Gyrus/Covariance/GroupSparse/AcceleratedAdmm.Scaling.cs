using Gyrus.Numerics;

namespace Gyrus.Covariance.GroupSparse;

internal sealed partial class AcceleratedAdmm
{
    /// <summary>d_i, the geometric mean over subjects of √S_ii; all 1 where the variances are alike already.</summary>
    private static double[] Scales(GroupSparseProblem problem)
    {
        double[] scales = new double[problem.Regions];
        for (int i = 0; i < scales.Length; i++)
        {
            double logs = problem.Covariances.Sum(s => Math.Log(s[i, i]));
            scales[i] = Math.Exp(0.5 * logs / problem.Subjects);
        }

        if (scales.Max() <= MostUnequalScales * scales.Min())
        {
            Array.Fill(scales, 1);
        }

        return scales;
    }

    /// <summary>Works on S/(d_i d_j) and Ω·d_i d_j with the penalties α/(d_i d_j): the same problem, without the units of the regions.</summary>
    private void Rescale()
    {
        for (int k = 0; k < _z.Length; k++)
        {
            MultiplyEntries(_z[k], 1, _z[k]);
            MultiplyEntries(_u[k], -1, _u[k]);
            var scaled = new Matrix(_p, _p);
            MultiplyEntries(_covariances[k].AsSpan(), -1, scaled.Values);
            _covariances[k] = scaled;
        }
    }

    /// <summary>Multiplies entry (i, j) by (d_i d_j)^power, power 1 or −1.</summary>
    private void MultiplyEntries(ReadOnlySpan<double> source, int power, Span<double> destination)
    {
        double[] factors = [.. _scales.Select(d => power > 0 ? d : 1 / d)];
        for (int j = 0; j < _p; j++)
        {
            for (int i = 0; i < _p; i++)
            {
                destination[(j * _p) + i] = source[(j * _p) + i] * (factors[i] * factors[j]);
            }
        }
    }
}
