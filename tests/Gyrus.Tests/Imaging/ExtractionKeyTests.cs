using System.Reflection;
using Gyrus.Imaging;
using Gyrus.Signals;

namespace Gyrus.Tests.Imaging;

/// <summary>The key of an extraction changes with everything that can change a number.</summary>
public sealed class ExtractionKeyTests
{
    private static readonly Grid Image = new(6, 5, 4, new Affine([2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0]));
    private static readonly RegionExtractor Default = new();

    /// <summary>Options that by their promise change no number.</summary>
    private static readonly string[] WithoutEffect = [nameof(RegionExtractor.Threads)];

    public static TheoryData<string> Options =>
        [.. typeof(RegionExtractor).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => p.Name)];

    /// <summary>A new option cannot be forgotten: this test meets it by reflection.</summary>
    [Theory]
    [MemberData(nameof(Options))]
    public void Of_EveryOptionOfTheExtractor_ChangesTheKey(string option)
    {
        PropertyInfo property = typeof(RegionExtractor).GetProperty(option)!;
        foreach (object? other in Others(property))
        {
            RegionExtractor changed = Default with { };
            property.SetValue(changed, other);

            Assert.Equal(!WithoutEffect.Contains(option), Key(Default) != Key(changed));
        }
    }

    /// <summary>The parts of an option that is a record count too.</summary>
    [Fact]
    public void Of_PartsOfOptions_ChangeTheKey()
    {
        RegionExtractor[] all =
        [
            Default with
            {
                Smoothing = Smoothing.Gaussian(6),
            },
            Default with
            {
                Smoothing = Smoothing.Gaussian(6, 6, 5),
            },
            Default with
            {
                Smoothing = Smoothing.Gaussian(6.000000000000001),
            },
            Default with
            {
                Smoothing = Smoothing.Star,
            },
            Default with
            {
                HighVariance = new HighVarianceConfounds(),
            },
            Default with
            {
                HighVariance = new HighVarianceConfounds { Count = 3 },
            },
            Default with
            {
                HighVariance = new HighVarianceConfounds { Percent = 3 },
            },
            Default with
            {
                HighVariance = new HighVarianceConfounds { Detrend = false },
            },
            Default with
            {
                Mask = Mask(0),
            },
            Default with
            {
                Mask = Mask(1),
            },
            Default with
            {
                Mask = new Volume(Image with { K = 3 }, new double[90]),
            },
        ];

        Assert.Equal(all.Length, all.Select(Key).Distinct().Count());
    }

    [Fact]
    public void Of_EveryPartOfTheAtlas_ChangesTheKey()
    {
        IAtlas[] all =
        [
            Labels(0),
            Labels(1),
            Labels(0, "other"),
            Labels(0, network: "net"),
            Labels(0, centre: new WorldPoint(1, 2, 3)),
            Labels(0, grid: Image with { Affine = new Affine([2, 0, 0, 1, 0, 2, 0, 0, 0, 0, 2, 0]) }),
            Maps(0.5),
            Maps(0.25),
            Spheres(null),
            Spheres(4),
            Spheres(4.000000000000001),
            Spheres(4, x: 3.5),
        ];

        Assert.Equal(all.Length, all.Select(a => ExtractionKey.Of(Default, a, Image)).Distinct().Count());
    }

    [Fact]
    public void Of_TheGridOfTheImage_ChangesTheKey() =>
        Assert.NotEqual(Key(Default), ExtractionKey.Of(Default, Labels(0), Image with { K = 5 }));

    /// <summary>The same content under another name is the same.</summary>
    [Fact]
    public void Of_AnotherNameOfTheAtlas_IsTheSameKey()
    {
        var volume = new Volume(Image, Values(0));

        Assert.Equal(
            ExtractionKey.Of(Default, LabelsAtlas.Create("a.nii", volume), Image),
            ExtractionKey.Of(Default, LabelsAtlas.Create("elsewhere/b.nii", volume), Image)
        );
    }

    /// <summary>An atlas whose content this key does not know is not remembered: it must be made known, or be on this list.</summary>
    [Fact]
    public void EveryAtlas_IsKnownOrDeliberatelyNot()
    {
        // The signals of single voxels are as large as the image: keeping them would push everything else out.
        string[] deliberately = ["VoxelsAtlas"];

        Assert.Equal(
            ((string[])["LabelsAtlas", "MapsAtlas", "SpheresAtlas", .. deliberately]).Order(),
            typeof(IAtlas)
                .Assembly.GetTypes()
                .Where(t => t.IsClass && t.IsAssignableTo(typeof(IAtlas)))
                .Select(t => t.Name)
                .Order()
        );
        Assert.True(ExtractionKey.IsKnown(Labels(0)));
        Assert.True(ExtractionKey.IsKnown(Maps(0.5)));
        Assert.True(ExtractionKey.IsKnown(Spheres(4)));
    }

    private static string? Key(RegionExtractor extractor) => ExtractionKey.Of(extractor, Labels(0), Image);

    /// <summary>Values of a property's type that are not the default one.</summary>
    private static object?[] Others(PropertyInfo property)
    {
        object? now = property.GetValue(Default);
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        object?[] others =
            type.IsEnum ? [.. Enum.GetValues(type).Cast<object?>().Where(v => !Equals(v, now))]
            : type == typeof(bool) ? [now is not true]
            : type == typeof(int) ? [now is 3 ? 4 : 3]
            : type == typeof(long) ? [now is 3L ? 4L : 3L]
            : type == typeof(double) ? [now is 0.5 ? 0.25 : 0.5]
            : type == typeof(string) ? ["something else"]
            : type == typeof(Smoothing) ? [Smoothing.Gaussian(5)]
            : type == typeof(Volume) ? [Mask(0)]
            : type == typeof(HighVarianceConfounds) ? [new HighVarianceConfounds()]
            : [];
        return others.Length > 0
            ? others
            : throw new NotSupportedException(
                $"{property.Name}: teach this test a value of {type.Name}, and look whether the key prints its content."
            );
    }

    private static Volume Mask(int shift) => new(Image, Values(shift));

    private static double[] Values(int shift) => [.. Enumerable.Range(0, 120).Select(v => (double)((v + shift) % 3))];

    private static LabelsAtlas Labels(
        int shift,
        string name = "one",
        string? network = null,
        WorldPoint? centre = null,
        Grid? grid = null
    ) =>
        LabelsAtlas.Create(
            "atlas",
            new Volume(grid ?? Image, Values(shift)),
            [new Region(1, name) { Network = network, Centre = centre }, new Region(2, "two")]
        );

    private static SpheresAtlas Spheres(double? radius, double x = 3) =>
        SpheresAtlas.Create("seeds", [new Region(1, "one") { Centre = new WorldPoint(x, 4, 4) }], radius);

    private static MapsAtlas Maps(double weight)
    {
        double[] map = new double[120];
        map[7] = weight;
        map[8] = 1;
        return MapsAtlas.Read(new VolumeSeries("atlas", Image, [map]));
    }
}
