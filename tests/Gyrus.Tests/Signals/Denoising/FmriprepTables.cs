using Gyrus.Signals;
using Gyrus.Signals.Denoising;

namespace Gyrus.Tests.Signals.Denoising;

/// <summary>Small tables of fMRIPrep made by hand.</summary>
internal static class FmriprepTables
{
    public const int Volumes = 20;

    public static readonly string[] Motion = ["trans_x", "trans_y", "trans_z", "rot_x", "rot_y", "rot_z"];

    /// <summary>A table with the named columns; column j at volume t is noise that depends on both.</summary>
    public static FmriprepConfounds Of(params string[] names) => With(names, (_, value) => value);

    /// <summary>The same with some columns set.</summary>
    public static FmriprepConfounds Of(string[] names, params (string Name, Func<int, double> Value)[] columns) =>
        With(
            [.. names, .. columns.Select(c => c.Name)],
            (at, value) => at.Column < names.Length ? value : columns[at.Column - names.Length].Value(at.Volume)
        );

    public static FmriprepConfounds WithComponents(string[] names, params CompCorComponent[] components) =>
        new("table.tsv", Of(names).Table, components);

    private static FmriprepConfounds With(string[] names, Func<(int Volume, int Column), double, double> value) =>
        new(
            "table.tsv",
            new Confounds(
                Matrix.Create(Volumes, names.Length, (t, j) => value((t, j), Math.Sin((7.3 * t) + (3.1 * j)))),
                names
            )
        );
}
