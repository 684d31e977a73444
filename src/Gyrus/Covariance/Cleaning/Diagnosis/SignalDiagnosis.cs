using Gyrus.Numerics;
using Gyrus.Signals;
using Gyrus.Validation;
using static System.FormattableString;

namespace Gyrus.Covariance.Cleaning;

/// <summary>What a recording can bear before any covariance is estimated: its size, memory, rank and faulty regions, with advice.</summary>
/// <remarks>
/// <para>
/// Rank, eigenvalues and condition are those of the correlation matrix of the regions that vary, so units do not matter.
/// A direction with less than 1e-10 of the largest eigenvalue counts as null: files hold 7 to 8 digits.
/// </para>
/// <para>
/// T volumes that resemble their neighbours tell as much of a covariance as T/τ independent ones, τ the <see cref="Signals.AutocorrelationTime"/>; so
/// q_eff = τ·N/T is the ratio that the theory of random matrices asks for.
/// </para>
/// </remarks>
public sealed record SignalDiagnosis
{
    /// <summary>Above this autocorrelation time a random split of the volumes leaks.</summary>
    internal const double LeakingTime = 1.3;

    private SignalDiagnosis() { }

    /// <summary>Gets what the series is called.</summary>
    public required string Subject { get; init; }

    /// <summary>Gets the number of samples T.</summary>
    public required int Samples { get; init; }

    /// <summary>Gets the number of regions N that vary.</summary>
    public required int Regions { get; init; }

    /// <summary>Gets the autocorrelation time τ in samples. At least 1, which is white noise.</summary>
    public required double AutocorrelationTime { get; init; }

    /// <summary>Gets the number of eigenvalues of the correlation matrix above 1e-10 of the largest.</summary>
    public required int Rank { get; init; }

    /// <summary>Gets λ₁, the largest eigenvalue of the correlation matrix.</summary>
    public required double LargestEigenvalue { get; init; }

    /// <summary>Gets λ_N, the smallest; rounding may leave a null one a little below 0.</summary>
    public required double SmallestEigenvalue { get; init; }

    /// <summary>Gets the names of the regions that do not vary; everything else is about the others.</summary>
    public required IReadOnlyList<string> DeadRegions { get; init; }

    /// <summary>Gets the pairs of regions with |r| &gt; 1 − 1e-9: one series under two names.</summary>
    public required IReadOnlyList<(string First, string Second)> DuplicateRegions { get; init; }

    /// <summary>Gets the folds that the advice is about.</summary>
    public required FoldPlan Folds { get; init; }

    /// <summary>Gets q = N/T.</summary>
    public double Q => (double)Regions / Samples;

    /// <summary>Gets q_eff = q·τ: the regions per independent sample. Above 1 the plain inverse is noise.</summary>
    public double EffectiveQ => Q * AutocorrelationTime;

    /// <summary>Gets T/τ.</summary>
    public double EffectiveSamples => Samples / AutocorrelationTime;

    /// <summary>Gets a value indicating whether the correlation matrix of all samples has an inverse.</summary>
    public bool IsFullRank => Rank == Regions;

    /// <summary>
    /// Gets a value indicating whether directions are missing by construction, not for want of samples: filtered series, or regions made of
    /// others. With T &gt; N that is any rank below N; else a rank below three quarters of T − 1, as regressing out confounds alone takes fewer.
    /// </summary>
    public bool LacksDirections => Lacks(Rank, Regions, Samples);

    /// <summary>Gets λ₁/λ_N, or +∞ where the rank is not full.</summary>
    public double ConditionNumber => IsFullRank ? LargestEigenvalue / SmallestEigenvalue : double.PositiveInfinity;

    /// <summary>Gets the gap between training and test blocks beyond which they are almost strangers: τ rounded up.</summary>
    public int Gap => GapOf(AutocorrelationTime);

    /// <summary>Gets what to know before estimating, and what to do, in full sentences; the gravest first.</summary>
    public IReadOnlyList<string> Warnings => [.. DiagnosisWarnings.Of(this).Select(f => f.Text)];

    /// <summary>The warnings of several recordings: each kind once, in the words of the first that has it, and the names of the others.</summary>
    public static IReadOnlyList<string> WarningsOf(IEnumerable<SignalDiagnosis> diagnoses)
    {
        ArgumentNullException.ThrowIfNull(diagnoses);
        return
        [
            .. diagnoses
                .SelectMany(d => DiagnosisWarnings.Of(d).Select(f => (f.Finding, f.Text, d.Subject)))
                .GroupBy(f => f.Finding)
                .OrderBy(g => g.Key)
                .Select(g => g.First().Text + DiagnosisWarnings.Others([.. g.Skip(1).Select(f => f.Subject)])),
        ];
    }

    /// <summary>Looks at signals. Regions that do not vary are named and left out.</summary>
    /// <param name="signals">The signals.</param>
    /// <param name="folds">The folds of the searches that are to follow. Default: 6 contiguous blocks.</param>
    /// <exception cref="ArgumentException">There are fewer than 3 samples, no region varies, or a value is not finite.</exception>
    public static SignalDiagnosis Of(RegionSignals signals, FoldPlan? folds = null)
    {
        ArgumentNullException.ThrowIfNull(signals);
        RequireUsable(signals);
        int[] all = [.. Enumerable.Range(0, signals.Regions.Count)];
        int[] live = [.. all.Where(j => !SubjectCheck.IsConstant(signals.Values.Column(j)))];
        if (live.Length == 0)
        {
            throw new ArgumentException($"{signals.Subject}: no region varies. Look at the coverage of the scan.");
        }

        string[] names = [.. signals.Regions.Select(r => r.Name)];
        Matrix values = signals.Select(live).Values;
        Matrix correlation = SampleCovariance.CorrelationOfSignals(values).Values;
        double[] eigenvalues = new double[live.Length];
        LinearAlgebra.Current.SymmetricEigenvalues(correlation.Copy().Values, eigenvalues, live.Length);
        double floor = SampleSpectrum.RankFloor * eigenvalues[^1];
        return new SignalDiagnosis
        {
            Subject = signals.Subject,
            Samples = signals.Samples,
            Regions = live.Length,
            AutocorrelationTime = Signals.AutocorrelationTime.Of(values).Value,
            Rank = eigenvalues.Count(value => value > floor),
            LargestEigenvalue = eigenvalues[^1],
            SmallestEigenvalue = eigenvalues[0],
            DeadRegions = [.. all.Except(live).Select(j => names[j])],
            DuplicateRegions = [.. Duplicates(correlation, [.. live.Select(j => names[j])])],
            Folds = folds ?? new FoldPlan(),
        };
    }

    /// <summary>Whether a rank is low by construction; see <see cref="LacksDirections"/>.</summary>
    internal static bool Lacks(int rank, int regions, int samples) =>
        samples > regions ? rank < regions : rank < 0.75 * (samples - 1);

    /// <summary>τ rounded up; a hair above a whole number is rounding.</summary>
    internal static int GapOf(double autocorrelationTime) => (int)Math.Ceiling(autocorrelationTime - 1e-9);

    private static void RequireUsable(RegionSignals signals)
    {
        if (signals.Samples < 3)
        {
            throw new ArgumentException(
                Invariant($"{signals.Subject}: expected at least 3 samples, but there are {signals.Samples}.")
            );
        }

        for (int j = 0; j < signals.Regions.Count; j++)
        {
            ReadOnlySpan<double> column = signals.Values.Column(j);
            for (int t = 0; t < column.Length; t++)
            {
                if (!double.IsFinite(column[t]))
                {
                    throw new ArgumentException(
                        Invariant(
                            $"{signals.Subject}: region '{signals.Regions[j].Name}' is not a number at sample {t + 1}."
                        )
                    );
                }
            }
        }
    }

    private static IEnumerable<(string First, string Second)> Duplicates(Matrix correlation, string[] names)
    {
        for (int j = 1; j < names.Length; j++)
        {
            for (int i = 0; i < j; i++)
            {
                if (Math.Abs(correlation[i, j]) > 1 - 1e-9)
                {
                    yield return (names[i], names[j]);
                }
            }
        }
    }
}
