using Gyrus.Optimization;
using static System.FormattableString;

namespace Gyrus.Report.Pages;

/// <summary>How every iterative fit ended, always in the same columns.</summary>
/// <param name="Caption">Which fits these are.</param>
/// <param name="Fits">The fits, each with the name a reader knows it by.</param>
public sealed record ReportConvergence(string Caption, IReadOnlyList<KeyValuePair<string, Convergence>> Fits)
    : ReportBlock
{
    private static readonly ReportColumn[] Columns =
    [
        new("Fit"),
        new("Method"),
        new("Iterations", IsNumeric: true),
        new("Objective", IsNumeric: true),
        new("Certificate", IsNumeric: true),
        new("Tolerance", IsNumeric: true),
        new("Converged"),
    ];

    internal override void Write(ReportPage page)
    {
        int missed = Fits.Count(f => !f.Value.Converged);
        new ReportTable
        {
            Caption = $"{Caption} {Verdict(Fits.Count, missed)}",
            Columns = Columns,
            Rows = [.. Fits.Select(f => Row(f.Key, f.Value))],
            FileName = "convergence",
        }.Write(page);
    }

    /// <summary>How many of some fits reached their tolerance.</summary>
    internal static string Verdict(int fits, int missed) =>
        missed > 0 ? Invariant($"{missed} of {fits} did not reach their tolerance.")
        : fits == 1 ? "It reached its tolerance."
        : Invariant($"All {fits} reached their tolerance.");

    private static string[] Row(string name, Convergence fit) =>
        [
            name,
            fit.Method,
            Invariant($"{fit.Iterations}"),
            ReportTable.Cell(fit.Objective),
            Short(fit.Certificate),
            Short(fit.Tolerance),
            fit.Converged ? "yes" : "NO: stopped before the tolerance",
        ];

    internal static string Short(double value) =>
        double.IsFinite(value) ? Invariant($"{value:0.##e+0}") : ReportTable.Cell(value);
}
