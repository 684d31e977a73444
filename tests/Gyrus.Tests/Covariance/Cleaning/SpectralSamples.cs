namespace Gyrus.Tests.Covariance.Cleaning;

/// <summary>Samples with a known covariance.</summary>
internal static class SpectralSamples
{
    /// <summary>Normal samples with the covariance of <see cref="Truth"/>, or white ones.</summary>
    public static Matrix Draw(int samples, int regions, ulong seed, bool white = false)
    {
        var rng = new Rng(seed);
        double[] noise = new double[samples * regions];
        rng.FillNormal(noise);
        var x = Matrix.FromColumnMajor(samples, regions, noise);
        return white ? x : Product(x, Mixing(regions, seed));
    }

    /// <summary>MᵀM of the mixing M, with eigenvalues over two orders of magnitude.</summary>
    public static Matrix Truth(int regions, ulong seed)
    {
        Matrix mixing = Mixing(regions, seed);
        return Product(mixing.Transpose(), mixing);
    }

    public static Matrix Product(Matrix a, Matrix b)
    {
        double[] values = new double[a.Rows * b.Columns];
        LinearAlgebra.Current.Multiply(a.AsSpan(), b.AsSpan(), values, new ProductShape(a.Rows, a.Columns, b.Columns));
        return Matrix.FromColumnMajor(a.Rows, b.Columns, values);
    }

    /// <summary>An orthogonal matrix: the eigenvectors of a random covariance.</summary>
    public static Matrix Rotation(int size, ulong seed)
    {
        Matrix x = Draw(3 * size, size, seed, white: true);
        double[] vectors = Product(x.Transpose(), x).AsSpan().ToArray();
        LinearAlgebra.Current.SymmetricEigen(vectors, new double[size], size);
        return Matrix.FromColumnMajor(size, size, vectors);
    }

    private static Matrix Mixing(int regions, ulong seed)
    {
        Matrix rotation = Rotation(regions, seed + 1000);
        Matrix other = Rotation(regions, seed + 2000);
        var stretched = Matrix.Create(
            regions,
            regions,
            (i, j) => rotation[i, j] * Math.Pow(10, (1.0 * j / regions) - 0.5)
        );
        return Product(stretched, other.Transpose());
    }
}
