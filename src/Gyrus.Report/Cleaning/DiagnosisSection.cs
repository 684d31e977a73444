using Gyrus.Covariance.Cleaning;
using Gyrus.Report.Pages;
using static System.FormattableString;

namespace Gyrus.Report.Cleaning;

/// <summary>What the signals can bear: one row per subject.</summary>
internal static class DiagnosisSection
{
    public static ReportSection Of(IReadOnlyList<SignalDiagnosis> diagnoses) =>
        new(
            "What the signals can bear",
            [
                new ReportParagraph(
                    "q is the number of regions per volume. Volumes that resemble their neighbours tell less than independent ones: τ is the autocorrelation time in volumes, and q_eff = q·τ what counts. "
                        + "A rank below the number of regions means that the sample covariance has no inverse."
                ),
                new ReportTable
                {
                    Caption = "Size, memory and rank of the signals.",
                    FileName = "diagnosis",
                    Columns =
                    [
                        new("Subject"),
                        new("Volumes", IsNumeric: true),
                        new("Regions", IsNumeric: true),
                        new("q", IsNumeric: true),
                        new("τ", IsNumeric: true),
                        new("q_eff", IsNumeric: true),
                        new("Rank", IsNumeric: true),
                        new("Condition number", IsNumeric: true),
                    ],
                    Rows = [.. diagnoses.Select(Row)],
                },
            ]
        );

    private static string[] Row(SignalDiagnosis d) =>
        [
            d.Subject,
            Invariant($"{d.Samples}"),
            Invariant($"{d.Regions}"),
            Invariant($"{d.Q:0.00}"),
            Invariant($"{d.AutocorrelationTime:0.00}"),
            Invariant($"{d.EffectiveQ:0.00}"),
            Invariant($"{d.Rank}"),
            double.IsFinite(d.ConditionNumber) ? Invariant($"{d.ConditionNumber:0.0e+0}") : "singular",
        ];
}
