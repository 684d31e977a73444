using System.Globalization;
using System.Text.Json;
using Gyrus.Glm.Features;

namespace Gyrus.Tests.Glm.Features;

/// <summary>The golden evaluations of bases, and the bases of this project that they speak of.</summary>
internal static class BasisGolden
{
    private static readonly Lazy<JsonElement> File = new(static () =>
        JsonDocument
            .Parse(System.IO.File.ReadAllText(SharedFolder.Path("golden", "glm", "basis", "cases.json")))
            .RootElement
    );

    public static JsonElement Root => File.Value;

    public static IEnumerable<JsonElement> Cases => Root.GetProperty("cases").EnumerateArray();

    public static JsonElement Case(string name) => Cases.First(c => c.GetProperty("name").GetString() == name);

    /// <summary>Numbers, rows or planes of numbers, with null for NaN, in C order.</summary>
    public static double[] Numbers(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.Array => [.. json.EnumerateArray().SelectMany(Numbers)],
            JsonValueKind.Null => [double.NaN],
            _ => [json.GetDouble()],
        };

    public static Matrix Input(string name)
    {
        JsonElement json = Root.GetProperty("inputs").GetProperty(name);
        double[] values = Numbers(json);
        int rows = json.GetArrayLength();
        return Matrix.FromRowMajor(rows, values.Length / rows, values);
    }

    public static Matrix Expected(JsonElement json)
    {
        double[] values = Numbers(json);
        int rows = json.GetArrayLength();
        return Matrix.FromRowMajor(rows, values.Length / Math.Max(1, rows), values);
    }

    public static IReadOnlyList<Matrix> Inputs(JsonElement golden) =>
        [.. golden.GetProperty("inputs").EnumerateArray().Select(i => Input(i.GetString()!))];

    /// <summary>The basis of a case.</summary>
    public static Basis Basis(JsonElement golden)
    {
        JsonElement p = golden.GetProperty("params");
        return p.ValueKind == JsonValueKind.Null
            ? Composition(golden.GetProperty("name").GetString()!)
            : Basis(p, p.GetProperty("cls").GetString()!);
    }

    private static Basis Basis(JsonElement p, string kind)
    {
        if (kind == "HistoryConv")
        {
            return new History { WindowSize = Int(p, "window_size", 1) };
        }

        if (kind.EndsWith("Conv", StringComparison.Ordinal))
        {
            bool how = p.TryGetProperty("conv_kwargs", out JsonElement options);
            return new Convolution
            {
                Basis = Basis(p, kind[..^4] + "Eval"),
                WindowSize = Int(p, "window_size", 1),
                Causality = how
                    ? CausalityOf(options.GetProperty("predictor_causality").GetString()!)
                    : Causality.Causal,
                Shift = how && options.TryGetProperty("shift", out JsonElement shift) ? shift.GetBoolean() : null,
            };
        }

        RangedBasis basis = kind switch
        {
            "BSplineEval" => new BSpline { Count = Int(p, "n_basis_funcs", 0), Order = Int(p, "order", 4) },
            "CyclicBSplineEval" => new CyclicBSpline { Count = Int(p, "n_basis_funcs", 0), Order = Int(p, "order", 4) },
            "MSplineEval" => new MSpline { Count = Int(p, "n_basis_funcs", 0), Order = Int(p, "order", 4) },
            "RaisedCosineLinearEval" => new RaisedCosineLinear
            {
                Count = Int(p, "n_basis_funcs", 0),
                Width = Real(p, "width", 2),
            },
            "RaisedCosineLogEval" => new RaisedCosineLog
            {
                Count = Int(p, "n_basis_funcs", 0),
                Width = Real(p, "width", 2),
                TimeScaling = Real(p, "time_scaling", 50),
                DecaysToZero =
                    !p.TryGetProperty("enforce_decay_to_zero", out JsonElement decays) || decays.GetBoolean(),
            },
            "OrthExponentialEval" => new OrthExponential { DecayRates = Numbers(p.GetProperty("decay_rates")) },
            "IdentityEval" => new Identity(),
            "FourierEval" => Fourier(p),
            "Category" => Category(p.GetProperty("categories")),
            "Zero" => new Zero(),
            _ => throw new NotSupportedException(kind),
        };
        return basis with { Ranges = Ranges(p) ?? basis.Ranges, FillValue = Real(p, "fill_value", basis.FillValue) };
    }

    private static Category Category(JsonElement p) =>
        p.ValueKind == JsonValueKind.Number
            ? Gyrus.Glm.Features.Category.Of(p.GetInt32())
            : new Category { Categories = Numbers(p) };

    private static Fourier Fourier(JsonElement p)
    {
        JsonElement frequencies = p.GetProperty("frequencies");
        bool all = p.TryGetProperty("frequency_mask", out JsonElement mask) && mask.ValueKind == JsonValueKind.String;
        if (frequencies.ValueKind == JsonValueKind.Number)
        {
            return Gyrus.Glm.Features.Fourier.Between(all ? 0 : 1, frequencies.GetInt32() - 1);
        }

        int[] pair = [.. frequencies.EnumerateArray().Select(f => f.GetInt32())];
        if (!p.TryGetProperty("ndim", out _))
        {
            return Gyrus.Glm.Features.Fourier.Between(pair[0], pair[1] - 1);
        }

        Fourier grid = Gyrus.Glm.Features.Fourier.Grid(pair);
        return mask.ValueKind != JsonValueKind.Array
            ? grid
            : new Fourier { Waves = [.. grid.Waves.Where(w => mask[w[0]][w[1]].GetInt32() == 1)] };
    }

    private static Basis Composition(string name)
    {
        var first = new RaisedCosineLinear { Count = 3 };
        return name switch
        {
            "add" => new RaisedCosineLinear { Count = 4, Label = "position" }
                + new BSpline { Count = 5, Label = "speed" },
            "add3" => first + new RaisedCosineLinear { Count = 4 } + new MSpline { Count = 5, Order = 3 },
            "mul" => new RaisedCosineLinear { Count = 3, Label = "a" } * new BSpline { Count = 4, Label = "b" },
            "mul_two" => first * new BSpline { Count = 4 },
            "mul_add" => (first * new BSpline { Count = 4 }) + new Identity(),
            "pow" => first.Power(2),
            "int_mul" => 2 * first,
            "add_multi_input" => new BSpline { Count = 4, Label = "x2" }
                + new RaisedCosineLinear { Count = 3, Label = "x2b" },
            "coupling+eval" => new Convolution
            {
                Basis = new RaisedCosineLog { Count = 3 },
                WindowSize = 7,
                Label = "coupling",
            } + new BSpline { Count = 4, Label = "stim" },
            _ => throw new NotSupportedException(name),
        };
    }

    public static Causality CausalityOf(string name) =>
        name switch
        {
            "causal" => Causality.Causal,
            "acausal" => Causality.Acausal,
            _ => Causality.AntiCausal,
        };

    private static IReadOnlyList<Interval>? Ranges(JsonElement p)
    {
        if (!p.TryGetProperty("bounds", out JsonElement bounds))
        {
            return null;
        }

        double[] ends = Numbers(bounds);
        return [.. ends.Chunk(2).Select(e => new Interval(e[0], e[1]))];
    }

    private static int Int(JsonElement p, string name, int otherwise) =>
        p.TryGetProperty(name, out JsonElement value) ? value.GetInt32() : otherwise;

    private static double Real(JsonElement p, string name, double otherwise) =>
        p.TryGetProperty(name, out JsonElement value)
            ? Convert.ToDouble(value.GetDouble(), CultureInfo.InvariantCulture)
            : otherwise;
}
