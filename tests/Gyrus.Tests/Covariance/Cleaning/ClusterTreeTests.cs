using Gyrus.Covariance.Cleaning;

namespace Gyrus.Tests.Covariance.Cleaning;

/// <summary>What a tree says of its matrix against the matrix itself.</summary>
public sealed class ClusterTreeTests
{
    public static TheoryData<int> Sizes => [1, 2, 3, 5, 8, 13, 40];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Factor_CountsTheEigenvaluesBelowTheShift(int size)
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            (ClusterTree tree, Matrix matrix) = Random(size, seed);
            double[] values = Decompose(matrix).Values;
            foreach (double shift in (double[])[0, -0.05, -0.3, -1, 0.2, 0.6])
            {
                Assert.Equal(values.Count(v => v < shift), tree.Factor(shift));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void SolveAndMultiply_AreThoseOfTheMatrix(int size)
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            (ClusterTree tree, Matrix matrix) = Random(size, seed);
            var rng = new Rng(seed + 100);
            double[] x = [.. Enumerable.Range(0, size).Select(_ => rng.NextNormal())];
            double[] product = new double[size];

            tree.Multiply(x, product);

            double[] expected =
            [
                .. Enumerable.Range(0, size).Select(i => Enumerable.Range(0, size).Sum(j => matrix[i, j] * x[j])),
            ];
            NumericAssert.Close(expected, product, 1e-13);

            tree.Factor(-0.31);
            for (int i = 0; i < size; i++)
            {
                product[i] += 0.31 * x[i];
            }

            tree.Solve(product);
            NumericAssert.Close(x, product, 1e-8); // As bad as the condition number of the shifted matrix.
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Find_GivesTheNegativeEigenvaluesAndVectors(int size)
    {
        int found = 0;
        for (ulong seed = 1; seed <= 20; seed++)
        {
            (ClusterTree tree, Matrix matrix) = Random(size, seed);
            (double[] values, double[] vectors) = Decompose(matrix);
            double[] negative = [.. values.Where(static v => v < 0)];
            var pairs = new NegativeEigenpairs(size);

            bool all = pairs.Find(tree, tree.Factor(0));

            Assert.True(all, $"seed {seed}: {negative.Length} values");
            NumericAssert.Close(negative, [.. pairs.Found.Select(p => p.Value)], 1e-12);
            for (int k = 0; k < negative.Length; k++)
            {
                double[] expected = [.. vectors.AsSpan(k * size, size)];
                double cosine = expected.Zip(pairs.Found[k].Vector, (a, b) => a * b).Sum();
                Assert.Equal(1, Math.Abs(cosine), 1e-10);
                found++;
            }
        }

        Assert.True(size < 8 || found > 20);
    }

    private static (double[] Values, double[] Vectors) Decompose(Matrix matrix)
    {
        double[] values = new double[matrix.Rows];
        double[] vectors = matrix.AsSpan().ToArray();
        LinearAlgebra.Current.SymmetricEigen(vectors, values, matrix.Rows);
        return (values, vectors);
    }

    // Clusters join in any order at any height up to 1.5, correlations from −½ to 1.
    private static (ClusterTree Tree, Matrix Matrix) Random(int size, ulong seed)
    {
        var rng = new Rng(seed);
        var members = Enumerable.Range(0, size).ToDictionary(static i => i, static i => new List<int> { i });
        var merges = new List<(int Kept, int Gone, double Height)>();
        double[] values = Matrix.Identity(size).AsSpan().ToArray();
        while (members.Count > 1)
        {
            int[] left = [.. members.Keys];
            int kept = left[rng.NextInt(left.Length)];
            int gone = left.Where(k => k != kept).ElementAt(rng.NextInt(left.Length - 1));
            double height = 1.5 * rng.NextDouble();
            foreach (int i in members[kept])
            {
                foreach (int j in members[gone])
                {
                    values[(i * size) + j] = values[(j * size) + i] = 1 - height;
                }
            }

            members[kept].AddRange(members[gone]);
            members.Remove(gone);
            merges.Add((kept, gone, height));
        }

        var tree = new ClusterTree(size);
        tree.Set(merges.ToArray());
        return (tree, Matrix.FromColumnMajor(size, size, values));
    }
}
