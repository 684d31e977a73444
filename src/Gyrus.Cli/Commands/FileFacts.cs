using System.Globalization;
using Gyrus.Covariance;
using Gyrus.IO.Nifti;
using Gyrus.IO.Npy;
using Gyrus.IO.Tables;
using Gyrus.Numerics;
using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Cli.Commands;

/// <summary>What <c>gyrus info</c> says of a file, line by line.</summary>
internal static class FileFacts
{
    private static readonly string[] ImageEndings = [".nii", ".nii.gz", ".hdr", ".img", ".hdr.gz", ".img.gz"];

    /// <summary>The lines for one file.</summary>
    public static IEnumerable<string> Of(string path)
    {
        if (Directory.Exists(path))
        {
            throw new IOException($"{path}: expected a file, but this is a folder.");
        }

        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{path}: there is no such file.", path);
        }

        if (IsImage(path))
        {
            return OfImage(path);
        }

        return path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase) ? OfArray(path) : OfTable(path);
    }

    /// <summary>Whether a name is that of an image.</summary>
    public static bool IsImage(string path) =>
        ImageEndings.Any(e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> OfImage(string path)
    {
        NiftiImage image = NiftiImage.Open(path);
        NiftiHeader header = image.Header;
        yield return Invariant(
            $"{path}: NIfTI-{header.Version}, {header.DataType}, {(header.IsBigEndian ? "big" : "little")} endian"
        );
        yield return $"  grid        {image.Grid}, axes towards {Orientation(image.Grid.Affine)}";
        yield return "  extent      " + Extent(image.Grid);
        if (image.Count > 1)
        {
            string time = image.RepetitionTimeSeconds is { } tr
                ? Invariant($", one every {tr:G5} s: {TimeSpan.FromSeconds(tr * image.Count):h\\:mm\\:ss}")
                : ", repetition time not given (use --tr)";
            yield return Invariant($"  volumes     {image.Count}{time}");
        }

        var values = new ImageValues(image);
        yield return Invariant(
            $"  values      {values.Minimum:G6} to {values.Maximum:G6}, mean {values.Mean:G6}, {100 * values.ZeroShare:0.#} % zero"
        );
        if (values.NotFinite > 0)
        {
            yield return Invariant($"  odd         {values.NotFinite} values are NaN or infinite");
        }

        yield return "  looks like  " + values.Kind;
        foreach (string warning in image.Warnings)
        {
            yield return "  odd         " + warning;
        }
    }

    private static IEnumerable<string> OfArray(string path)
    {
        Matrix matrix = NpyFile.ReadMatrix(path);
        yield return Invariant($"{path}: array of {matrix.Rows} × {matrix.Columns}");
        foreach (
            string line in OfColumns(matrix, [.. Enumerable.Range(1, matrix.Columns).Select(j => Invariant($"{j}"))])
        )
        {
            yield return line;
        }
    }

    /// <summary>A table of numbers, or else a table of regions; when it is neither, what is wrong with it as numbers.</summary>
    private static IEnumerable<string> OfTable(string path)
    {
        try
        {
            return OfNumbers(path, ConfoundTable.Read(path));
        }
        catch (InvalidDataException) when (RegionsOf(path) is { } regions)
        {
            return OfRegions(path, regions);
        }
    }

    private static IReadOnlyList<Region>? RegionsOf(string path)
    {
        try
        {
            return LabelTable.Read(path, new LabelTableOptions { NumbersEqualNames = true });
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static IEnumerable<string> OfRegions(string path, IReadOnlyList<Region> regions)
    {
        yield return Invariant($"{path}: table of {regions.Count} regions (use it with --labels)");
        yield return "  names       " + Few([.. regions.Select(r => r.Name)]);
        yield return Invariant($"  labels      {regions.Min(r => r.Label)} to {regions.Max(r => r.Label)}");
        string[] networks = [.. regions.Select(r => r.Network).OfType<string>().Distinct()];
        if (networks.Length > 0)
        {
            yield return "  networks    " + Few(networks);
        }

        int placed = regions.Count(r => r.Centre is not null);
        yield return placed == regions.Count
            ? "  centres     all regions have x, y and z"
            : Invariant($"  centres     {placed} of {regions.Count} regions have x, y and z");
    }

    private static IEnumerable<string> OfNumbers(string path, Confounds table)
    {
        yield return Invariant($"{path}: table of {table.Samples} rows × {table.Values.Columns} columns");
        yield return "  columns     " + Few(table.Names);
        string[] twice = [.. table.Names.GroupBy(n => n).Where(g => g.Count() > 1).Select(g => g.Key)];
        if (twice.Length > 0)
        {
            yield return "  odd         more than one column is named " + Few(twice);
        }

        foreach (string line in OfColumns(table.Values, table.Names))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> OfColumns(Matrix values, IReadOnlyList<string> names)
    {
        string[] missing =
        [
            .. names.Where((_, j) => values.Column(j).ContainsAnyExceptInRange(double.MinValue, double.MaxValue)),
        ];
        string[] constant = [.. names.Where((_, j) => IsConstant(values.Column(j)))];
        if (missing.Length > 0)
        {
            yield return "  odd         n/a, NaN or infinite values in " + Few(missing);
        }

        if (constant.Length > 0)
        {
            yield return "  odd         the same value in every row of " + Few(constant);
        }

        if (missing.Length + constant.Length == 0 && values.Rows >= 3 && values.Columns is >= 2 and <= 2000)
        {
            Matrix correlation = SampleCovariance.CorrelationOfSignals(values).Values;
            double[] spectrum = new double[values.Columns];
            LinearAlgebra.Current.SymmetricEigenvalues(correlation.AsSpan().ToArray(), spectrum, values.Columns);
            int rank = spectrum.Count(v => v > 1e-10 * spectrum[^1]);
            yield return Invariant($"  as signals  rank of the correlation {rank} of {values.Columns}")
                + (rank < values.Columns ? ": singular, a plain inverse does not exist" : "")
                + Invariant($"; median lag-1 autocorrelation {MedianAutocorrelation(values):0.00}");
        }
    }

    private static double MedianAutocorrelation(Matrix values)
    {
        double[] lags = new double[values.Columns];
        for (int j = 0; j < values.Columns; j++)
        {
            double[] x = values.Column(j).ToArray();
            double mean = x.Average();
            double variance = x.Sum(v => (v - mean) * (v - mean));
            lags[j] = Enumerable.Range(1, x.Length - 1).Sum(t => (x[t] - mean) * (x[t - 1] - mean)) / variance;
        }

        Array.Sort(lags);
        return lags[lags.Length / 2];
    }

    private static bool IsConstant(ReadOnlySpan<double> column) =>
        column.Length > 1 && !column.ContainsAnyExcept(column[0]);

    /// <summary>The anatomical direction of each axis, such as RAS: the largest entry of each column of the affine.</summary>
    private static string Orientation(Imaging.Affine affine)
    {
        char[] letters = new char[3];
        for (int axis = 0; axis < 3; axis++)
        {
            int world = Enumerable.Range(0, 3).MaxBy(r => Math.Abs(affine[r, axis]));
            letters[axis] = (affine[world, axis] >= 0 ? "RAS" : "LPI")[world];
        }

        return new string(letters);
    }

    private static string Extent(Imaging.Grid grid)
    {
        double[] low = [double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity];
        double[] high = [double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity];
        for (int corner = 0; corner < 8; corner++)
        {
            (double x, double y, double z) = grid.Affine.Apply(
                (corner & 1) * (grid.I - 1),
                ((corner >> 1) & 1) * (grid.J - 1),
                (corner >> 2) * (grid.K - 1)
            );
            double[] at = [x, y, z];
            for (int a = 0; a < 3; a++)
            {
                (low[a], high[a]) = (Math.Min(low[a], at[a]), Math.Max(high[a], at[a]));
            }
        }

        string[] axes = ["x", "y", "z"];
        return string.Join(", ", axes.Select((name, a) => Invariant($"{name} {low[a]:0.#} to {high[a]:0.#}"))) + " mm";
    }

    private static string Few(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(8))
        + (
            names.Count > 8 ? (names.Count - 8).ToString(CultureInfo.InvariantCulture).Insert(0, " and ") + " more" : ""
        );
}
