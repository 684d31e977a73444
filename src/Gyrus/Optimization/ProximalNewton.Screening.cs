namespace Gyrus.Optimization;

/// <content>Which blocks are worked on, and whose gradient is exact.</content>
internal sealed partial class ProximalNewton
{
    /// <summary>The blocks of the working set and those whose gradient exceeds a threshold, or soon will.</summary>
    /// <param name="threshold">The strength.</param>
    /// <param name="strength">The strength of the quadratic part of the penalty.</param>
    /// <param name="grows">Whether one exceeds it that is not in the working set.</param>
    public bool[] Wanted(double threshold, double strength, out bool grows)
    {
        double[] norms = Norms(strength);
        bool[] wanted = (bool[])_working.Clone();
        grows = false;
        for (int b = 0; b < wanted.Length; b++)
        {
            grows |= !_working[b] && norms[b] > threshold;
            wanted[b] |= norms[b] > Soon * threshold;
        }

        return wanted;
    }

    /// <summary>Gives a curvature to go on with, and makes its blocks the working set, which they hold.</summary>
    public void Take(QuadraticModel model, bool[] blocks)
    {
        blocks.CopyTo(_working, 0);
        MakeExact(_working);
        (_model, _descentStrength) = (model, double.NaN);
    }

    /// <summary>Adds the blocks whose gradient exceeds a threshold.</summary>
    /// <remarks>A larger working set needs a new curvature: blocks that will soon be in it come in with the same one.</remarks>
    private void Screen(double threshold, double strength)
    {
        bool[] wanted = Wanted(threshold, strength, out bool grows);
        if (grows)
        {
            wanted.CopyTo(_working, 0);
        }

        MakeExact(_working);
    }

    /// <summary>The dual norm of each block at the gradient at hand; infinite where coefficients are not zero.</summary>
    private double[] Norms(double strength)
    {
        double[] s = (double[])Point.Gradient.Clone();
        _problem.Penalty.AddQuadratic(Point.Beta, strength, s);
        return Array.ConvertAll(
            _problem.Penalty.Blocks,
            b =>
                b.IsSmooth ? 0
                : Array.Exists(b.Columns, j => Point.Beta[j] != 0) ? double.PositiveInfinity
                : b.DualNorm(PenaltyBlocks.Pick(s, b.Columns))
        );
    }

    /// <summary>Computes the gradient of these blocks where it is not that of the point.</summary>
    private void MakeExact(bool[] blocks)
    {
        bool[] stale = [.. blocks.Select((wanted, b) => wanted && !_exact[b])];
        if (stale.Contains(true))
        {
            Point.Differentiate(Point.Slopes, ColumnsOf(stale));
            Mark(stale, true);
        }
    }

    private void Mark(bool[] blocks, bool exact)
    {
        for (int b = 0; b < blocks.Length; b++)
        {
            _exact[b] = blocks[b] ? exact : _exact[b];
        }
    }

    private bool[] ColumnsOf(bool[] blocks)
    {
        bool[] columns = new bool[_problem.Design.Columns];
        for (int b = 0; b < blocks.Length; b++)
        {
            foreach (int j in blocks[b] ? _problem.Penalty.Blocks[b].Columns : [])
            {
                columns[j] = true;
            }
        }

        return columns;
    }
}
