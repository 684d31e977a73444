using Gyrus.Imaging;
using static System.FormattableString;

namespace Gyrus.Cli.Commands;

/// <summary>One pass over the values of an image, and a guess at what it is.</summary>
internal sealed class ImageValues
{
    private const int MostLabels = 5000;
    private readonly HashSet<double> _labels = [];
    private bool _whole = true;

    /// <summary>Reads all volumes of the image.</summary>
    public ImageValues(IVolumeSeries image)
    {
        double[] volume = new double[image.Grid.Voxels];
        long count = 0;
        long zeros = 0;
        double sum = 0;
        using (IVolumeReader reader = image.Open())
        {
            while (reader.ReadNext(volume))
            {
                foreach (double value in volume)
                {
                    if (!double.IsFinite(value))
                    {
                        NotFinite++;
                        continue;
                    }

                    count++;
                    zeros += value == 0 ? 1 : 0;
                    sum += value;
                    Minimum = Math.Min(Minimum, value);
                    Maximum = Math.Max(Maximum, value);
                }

                Note(volume, image.Count);
            }
        }

        Mean = count > 0 ? sum / count : double.NaN;
        ZeroShare = count > 0 ? zeros / (double)count : 0;
        IsWhole = _whole && image.Count == 1;
        Kind = Guess(image);
    }

    /// <summary>Gets the least finite value.</summary>
    public double Minimum { get; private set; } = double.PositiveInfinity;

    /// <summary>Gets the greatest finite value.</summary>
    public double Maximum { get; private set; } = double.NegativeInfinity;

    /// <summary>Gets the mean of the finite values.</summary>
    public double Mean { get; }

    /// <summary>Gets the share of finite values that are zero.</summary>
    public double ZeroShare { get; }

    /// <summary>Gets how many values are NaN or infinite.</summary>
    public long NotFinite { get; private set; }

    /// <summary>Gets a value indicating whether this is one volume of few whole numbers, as labels are.</summary>
    public bool IsWhole { get; }

    /// <summary>Gets what the image looks like, in words.</summary>
    public string Kind { get; }

    private void Note(double[] volume, int volumes)
    {
        if (!_whole || volumes > 1)
        {
            return;
        }

        double last = double.NaN;
        foreach (double value in volume)
        {
            if (value == last)
            {
                continue;
            }

            last = value;
            if (value != Math.Floor(value) || (_labels.Add(value) && _labels.Count > MostLabels))
            {
                _whole = false;
                return;
            }
        }
    }

    private string Guess(IVolumeSeries image)
    {
        if (image.Count == 1)
        {
            return _whole switch
            {
                true when _labels.Count == 1 => "an image with one value everywhere",
                true when _labels.Count == 2 => "a mask",
                true when _labels.Count <= 2000 && ZeroShare > 0.05 => Invariant(
                    $"an atlas of {_labels.Count(l => l != 0)} labels, or a coarse anatomy"
                ),
                _ => "an anatomy or a map",
            };
        }

        return image.RepetitionTimeSeconds is null or > 100 || ZeroShare > 0.9 || (Minimum >= 0 && Maximum <= 1)
            ? Invariant($"a set of {image.Count} maps (a probabilistic atlas), or a run without its repetition time")
            : "a BOLD run";
    }
}
