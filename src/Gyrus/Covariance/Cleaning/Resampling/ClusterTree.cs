namespace Gyrus.Covariance.Cleaning;

/// <summary>A matrix M of a tree of clusters: 1 on the diagonal, and one number ρ for all pairs across the two parts of a merge.</summary>
/// <remarks>
/// M − σI is factorised, solved and multiplied in O(N), from the leaves to the root and back. With s = 1ᵀ(M − σI)⁻¹1 of each part, the determinant
/// grows by d = 1 − ρ²s₁s₂ when two parts join, and s becomes (s₁ + s₂ − 2ρs₁s₂)/d. The two columns that couple them have one eigenvalue of either sign, so
/// that a negative d makes one more negative eigenvalue where s₁ and s₂ are positive, and one less where they are not.
/// </remarks>
internal sealed class ClusterTree(int regions)
{
    // In place of a d that is null: far below its rounding, and its inverse can be squared.
    private const double Tiny = 1e-40;
    private readonly Join[] _joins = new Join[Math.Max(0, regions - 1)];
    private readonly double[] _sums = new double[regions];
    private readonly double[] _offsets = new double[regions];
    private readonly double[] _first = new double[regions];
    private readonly double[] _second = new double[regions];
    private double _leaf;

    /// <summary>Takes the merges of a tree, parts before wholes; ρ is one minus the height.</summary>
    public void Set(ReadOnlySpan<(int Kept, int Gone, double Height)> merges)
    {
        for (int m = 0; m < merges.Length; m++)
        {
            _joins[m] = new Join(merges[m].Kept, merges[m].Gone, 1 - merges[m].Height, 0, 0, 0);
        }
    }

    /// <summary>Factorises M − σI, σ below 1; the number of eigenvalues of M below σ.</summary>
    public int Factor(double shift)
    {
        _leaf = 1 - shift;
        Array.Fill(_sums, 1 / _leaf);
        int negative = 0;
        for (int m = 0; m < _joins.Length; m++)
        {
            (int kept, int gone, double rho) = (_joins[m].Kept, _joins[m].Gone, _joins[m].Rho);
            (double first, double second) = (_sums[kept], _sums[gone]);
            double both = rho * first * second;
            double determinant = 1 - (rho * both);
            determinant = determinant == 0 ? Tiny : determinant;
            negative +=
                determinant > 0 ? 0
                : first > 0 ? 1
                : -1;
            _joins[m] = new Join(kept, gone, rho, first, second, determinant);
            _sums[kept] = (first + second - (2 * both)) / determinant;
        }

        return negative;
    }

    /// <summary>x ← (M − σI)⁻¹x with the last factorisation.</summary>
    public void Solve(Span<double> x)
    {
        // A part whose right-hand side is b − t·1 has 1ᵀ(M − σI)⁻¹(b − t·1) = c − ts: the first pass finds c, the second t.
        for (int i = 0; i < x.Length; i++)
        {
            _sums[i] = x[i] / _leaf;
        }

        for (int m = 0; m < _joins.Length; m++)
        {
            Join join = _joins[m];
            (_first[m], _second[m]) = (_sums[join.Kept], _sums[join.Gone]);
            (double first, double second) = join.Totals(_first[m], _second[m]);
            _sums[join.Kept] = first + second;
        }

        Array.Clear(_offsets);
        for (int m = _joins.Length - 1; m >= 0; m--)
        {
            Join join = _joins[m];
            double offset = _offsets[join.Kept];
            (double first, double second) = join.Totals(
                _first[m] - (offset * join.First),
                _second[m] - (offset * join.Second)
            );
            _offsets[join.Kept] = offset + (join.Rho * second);
            _offsets[join.Gone] = offset + (join.Rho * first);
        }

        for (int i = 0; i < x.Length; i++)
        {
            x[i] = (x[i] - _offsets[i]) / _leaf;
        }
    }

    /// <summary>y ← Mx.</summary>
    public void Multiply(ReadOnlySpan<double> x, Span<double> y)
    {
        x.CopyTo(_sums);
        for (int m = 0; m < _joins.Length; m++)
        {
            (_first[m], _second[m]) = (_sums[_joins[m].Kept], _sums[_joins[m].Gone]);
            _sums[_joins[m].Kept] += _second[m];
        }

        Array.Clear(_offsets);
        for (int m = _joins.Length - 1; m >= 0; m--)
        {
            (int kept, int gone, double rho) = (_joins[m].Kept, _joins[m].Gone, _joins[m].Rho);
            _offsets[gone] = _offsets[kept] + (rho * _first[m]);
            _offsets[kept] += rho * _second[m];
        }

        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] + _offsets[i];
        }
    }

    /// <summary>A merge with the s of its parts and its d.</summary>
    private readonly record struct Join(int Kept, int Gone, double Rho, double First, double Second, double Determinant)
    {
        /// <summary>1ᵀx of the two parts, coupled, from those of the parts alone.</summary>
        public (double First, double Second) Totals(double first, double second) =>
            ((first - (Rho * First * second)) / Determinant, (second - (Rho * Second * first)) / Determinant);
    }
}
