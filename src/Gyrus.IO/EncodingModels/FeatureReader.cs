using Gyrus.Glm.Features;
using Gyrus.Pipelines.EncodingModels;

namespace Gyrus.IO.EncodingModels;

/// <summary>Reads the features of a model file.</summary>
internal sealed class FeatureReader(double? binWidthSeconds)
{
    private static readonly Dictionary<string, Func<FeatureReader, ModelSection, Basis>> Kinds = new()
    {
        ["bspline"] = static (_, s) => Ranged(s, new BSpline { Count = Count(s), Order = s.Whole("order") ?? 4 }),
        ["cyclicBSpline"] = static (_, s) =>
            Ranged(s, new CyclicBSpline { Count = Count(s), Order = s.Whole("order") ?? 4 }),
        ["mspline"] = static (_, s) => Ranged(s, new MSpline { Count = Count(s), Order = s.Whole("order") ?? 4 }),
        ["raisedCosine"] = static (_, s) =>
            Ranged(s, new RaisedCosineLinear { Count = Count(s), Width = s.Number("width") ?? 2 }),
        ["raisedCosineLog"] = static (_, s) =>
            Ranged(
                s,
                new RaisedCosineLog
                {
                    Count = Count(s),
                    Width = s.Number("width") ?? 2,
                    TimeScaling = s.Number("timeScaling") ?? 50,
                    DecaysToZero = s.Flag("decaysToZero") ?? true,
                }
            ),
        ["exponentials"] = static (_, s) =>
            Ranged(s, new OrthExponential { DecayRates = s.Numbers("decayRates") ?? throw s.Absent("decayRates") }),
        ["fourier"] = static (_, s) =>
            Ranged(s, Fourier.Between(s.Whole("lowest") ?? 1, s.Whole("highest") ?? Count(s))),
        ["identity"] = static (_, s) => Ranged(s, new Identity()),
        ["category"] = static (_, s) =>
            new Category { Categories = s.Numbers("categories") ?? throw s.Absent("categories") },
        ["history"] = static (r, s) => r.History(s),
    };

    private static readonly Dictionary<string, OutOfRange> Policies = new()
    {
        ["drop"] = OutOfRange.Fill,
        ["clamp"] = OutOfRange.Clamp,
        ["error"] = OutOfRange.Error,
    };

    private static readonly Dictionary<string, Causality> Causalities = new()
    {
        ["causal"] = Causality.Causal,
        ["acausal"] = Causality.Acausal,
        ["antiCausal"] = Causality.AntiCausal,
    };

    /// <summary>Reads <c>features</c>.</summary>
    public static IReadOnlyList<EncodingFeature> Read(ModelSection root, double? binWidthSeconds)
    {
        var reader = new FeatureReader(binWidthSeconds);
        ModelNode list = root.Need("features");
        return [.. ModelSection.ItemsOf(list).Select(item => reader.Feature(root.SectionOf(item, "a feature")))];
    }

    private EncodingFeature Feature(ModelSection section)
    {
        ModelNode covariate = section.Need("covariate");
        string name = section.Text("name") ?? string.Join('_', Names(section, covariate)).TrimEnd('*', '_');
        ModelNode basis = section.Need("basis");
        Basis[] factors = [.. ModelSection.ItemsOf(basis).Select(b => Factor(section, b))];
        bool isProduct = factors.Length > 1;
        ModelNode[] inputs = isProduct ? [.. ModelSection.ItemsOf(covariate)] : [covariate];
        if (inputs.Length != factors.Length)
        {
            throw section.Fault(
                covariate,
                FormattableString.Invariant(
                    $"expected one covariate per basis of the product ({factors.Length}), but found {inputs.Length}."
                )
            );
        }

        bool split = section.Flag("split") ?? false;
        Basis product = section.Make(() => factors.Aggregate((a, b) => a * b));
        product = section.Section("window") is { } window ? Windowed(window, product) : product;
        section.Finish();
        var feature = new EncodingFeature
        {
            Name = name,
            Basis = product,
            Covariates = [.. inputs.Select(i => (IReadOnlyList<string>)[.. Names(section, i)])],
            IsSplit = split,
        };
        return feature.Fault() is { } fault ? throw section.Fault(covariate, fault + ".") : feature;
    }

    /// <summary>Where covariates are named, so that one that the recording has not can be told with its place.</summary>
    public static IEnumerable<ModelNode> Places(ModelText text)
    {
        var root = new ModelSection(text, text.Root, "the model");
        return ModelSection
            .ItemsOf(root.Need("features"))
            .SelectMany(f => f.Members.Where(m => m.Name.Text == "covariate"))
            .SelectMany(m => ModelSection.ItemsOf(m.Value).SelectMany(ModelSection.ItemsOf));
    }

    private static IEnumerable<string> Names(ModelSection section, ModelNode covariate) =>
        ModelSection.ItemsOf(covariate).Select(c => section.TextOf(c, "covariate"));

    /// <summary>A basis by its name alone, or an object with its options.</summary>
    private Basis Factor(ModelSection feature, ModelNode node)
    {
        bool isObject = node.Kind == System.Text.Json.JsonTokenType.StartObject;
        ModelSection section = isObject ? feature.SectionOf(node, "a basis") : feature.Alone(node, "a basis");
        Func<FeatureReader, ModelSection, Basis> make = section.ChoiceOf(
            isObject ? section.Need("kind") : node,
            isObject ? "kind" : "basis",
            Kinds
        );
        Basis basis = section.Make(() => make(this, section));
        section.Finish();
        return basis;
    }

    private static Basis Ranged(ModelSection section, RangedBasis basis)
    {
        if (basis is SplineBasis { Count: var count, Order: var order } && count < order)
        {
            throw section.Fault(
                section.Need("count"),
                FormattableString.Invariant(
                    $"expected at least {order} functions, as many as the order of the spline, but 'count' is {count}."
                )
            );
        }

        Interval? range = section.Numbers("bounds") switch
        {
            null => null,
            [double low, double high] => new Interval(low, high),
            _ => throw section.Fault(section.Need("bounds"), "expected two numbers [low, high] for 'bounds'."),
        };
        return basis with { Range = range, OutOfRange = section.Choice("outOfRange", Policies) ?? basis.OutOfRange };
    }

    private Convolution Windowed(ModelSection window, Basis basis)
    {
        Convolution convolution = window.Make(() =>
            new Convolution
            {
                Basis = basis,
                WindowSize = Bins(window),
                Causality = window.Choice("causality", Causalities) ?? Causality.Causal,
                Shift = window.Flag("shift"),
            }
        );
        window.Finish();
        return convolution;
    }

    private History History(ModelSection section) =>
        new()
        {
            WindowSize = Bins(section),
            Causality = section.Choice("causality", Causalities) ?? Causality.Causal,
            Shift = section.Flag("shift"),
        };

    private int Bins(ModelSection section) =>
        (section.Whole("bins", 1), section.Positive("seconds")) switch
        {
            ({ } bins, null) => bins,
            (null, { } seconds) when binWidthSeconds is { } width => Math.Max(1, (int)Math.Round(seconds / width)),
            (null, not null) => throw section.Fault(
                section.Node,
                "expected 'binWidthSeconds' in 'data', without which a window in 'seconds' has no number of bins; or give 'bins'."
            ),
            _ => throw section.Fault(section.Node, "expected the length of the window: either 'bins' or 'seconds'."),
        };

    private static int Count(ModelSection section) => section.Whole("count") ?? throw section.Absent("count");
}
