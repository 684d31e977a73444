using System.CommandLine;
using Gyrus.Covariance;
using Gyrus.Pipelines;
using Gyrus.Signals;

namespace Gyrus.Cli.Commands;

/// <summary>The options that say which connectivity is measured, and how.</summary>
internal static class MeasureOptions
{
    private static readonly Dictionary<string, ConnectivityKind> Kinds = new(StringComparer.Ordinal)
    {
        ["correlation"] = ConnectivityKind.Correlation,
        ["covariance"] = ConnectivityKind.Covariance,
        ["precision"] = ConnectivityKind.Precision,
        ["partial-correlation"] = ConnectivityKind.PartialCorrelation,
        ["tangent"] = ConnectivityKind.Tangent,
    };

    private static readonly Option<string> KindOption = new("--kind")
    {
        Description = "What is measured.",
        DefaultValueFactory = _ => "correlation",
    };

    private static readonly Option<string> EstimatorOption = new("--estimator")
    {
        HelpName = "name",
        Description =
            "The estimator of the covariances: ledoit-wolf, oas, empirical, shrinkage, or one of 'gyrus clean --list'. Precision, partial-correlation and tangent need full rank.",
        DefaultValueFactory = _ => "ledoit-wolf",
    };

    private static readonly Option<double> ShrinkageOption = new("--shrinkage")
    {
        HelpName = "number",
        Description = "The weight of --estimator shrinkage, between 0 and 1.",
        DefaultValueFactory = _ => 0.1,
    };

    private static readonly Option<bool> StandardiseOption = new("--standardise")
    {
        Description =
            "Standardise the signals (z-scores) before their covariance is estimated; correlations always are.",
    };

    static MeasureOptions()
    {
        KindOption.AcceptOnlyFromAmong([.. Kinds.Keys]);
        EstimatorOption.CompletionSources.Add([.. CovarianceEstimators.Names]);
        EstimatorOption.Validators.Add(RequireEstimator);
    }

    /// <summary>A name that is not known must not be found out after the computation.</summary>
    private static void RequireEstimator(System.CommandLine.Parsing.OptionResult result)
    {
        try
        {
            if (result.Tokens is [{ Value: var name }])
            {
                CovarianceEstimators.Of(name);
            }
        }
        catch (ArgumentException exception)
        {
            result.AddError($"{result.Option.Name}: {exception.Message}");
        }
    }

    /// <summary>Adds the options to a verb.</summary>
    public static void AddTo(Command command)
    {
        command.Add(KindOption);
        command.Add(EstimatorOption);
        command.Add(ShrinkageOption);
        command.Add(StandardiseOption);
        EstimationOptions.AddMatchingTo(command);
        RegionOptions.AddTableTo(command);
    }

    /// <summary>Reads the signals of a call, matched and checked.</summary>
    /// <param name="call">The call.</param>
    /// <param name="paths">One table per subject.</param>
    /// <param name="regions">The regions of a fitted space, to which the signals are cut first; null for all.</param>
    public static StudySignals StudyOf(
        ParseResult call,
        IReadOnlyList<string> paths,
        IReadOnlyList<Region>? regions = null
    )
    {
        IReadOnlyList<Region>? places = RegionOptions.PlacesOf(call);
        IEnumerable<RegionSignals> signals = paths.Select(path => SignalTables.Read(path, places));
        if (regions is not null)
        {
            string[] names = [.. regions.Select(r => r.Name)];
            signals = signals.Select(s => s.Select(names));
        }

        return EstimationOptions.StudyOf(call, [.. signals]);
    }

    /// <summary>Reads the options of a call.</summary>
    public static ConnectivityStudy Of(ParseResult call, int threads) =>
        new()
        {
            Kind = Kinds[call.GetValue(KindOption)!],
            Estimator = CovarianceEstimators.Of(call.GetValue(EstimatorOption)!, call.GetValue(ShrinkageOption)),
            Standardise = call.GetValue(StandardiseOption),
            Threads = threads,
        };
}
