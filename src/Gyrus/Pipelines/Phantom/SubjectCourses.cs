using Gyrus.Numerics;
using Gyrus.Signals;

namespace Gyrus.Pipelines.Phantom;

/// <summary>What happens in time in one subject: regions, drifts, tissues, motion, spikes.</summary>
internal sealed class SubjectCourses
{
    private static readonly string[] ConfoundNames =
    [
        "trans_x",
        "trans_y",
        "trans_z",
        "rot_x",
        "rot_y",
        "rot_z",
        "csf",
        "white_matter",
        "framewise_displacement",
    ];

    private readonly BoldPhantom _options;
    private readonly int _volumes;

    /// <summary>Draws the courses of one subject.</summary>
    public SubjectCourses(BoldPhantom options, int volumes, Matrix precision, Rng rng)
    {
        _options = options;
        _volumes = volumes;
        Regions = RegionCourses(precision, rng);
        Spikes = DrawSpikes(rng);
        Nuisances = new Matrix(volumes, NuisanceMaps.Count);
        for (int c = 0; c < 4; c++)
        {
            Drift(Nuisances.MutableColumn(c), c == 0 ? 1 : 0.5, rng);
        }

        Autoregressive(Nuisances.MutableColumn(4), 0.8, 0.015, rng);
        Autoregressive(Nuisances.MutableColumn(5), 0.8, 0.01, rng);
        for (int c = 0; c < 6; c++)
        {
            // Radians: the same movement at 50 mm from the centre.
            Wander(Nuisances.MutableColumn(NuisanceMaps.Motion + c), options.MotionMillimetres / (c < 3 ? 1 : 50), rng);
        }

        foreach (int t in Spikes)
        {
            Nuisances[t, 0] -= 0.05;
        }

        Confounds = new Confounds(ConfoundTable(rng), ConfoundNames);
    }

    /// <summary>Gets the courses of the regions. Shape: volumes × regions; each of variance 1.</summary>
    public Matrix Regions { get; }

    /// <summary>Gets the courses of <see cref="NuisanceMaps"/>. Shape: volumes × nuisances.</summary>
    public Matrix Nuisances { get; }

    /// <summary>Gets the volumes with a spike, ascending.</summary>
    public int[] Spikes { get; }

    /// <summary>Gets the table that fMRIPrep would write.</summary>
    public Confounds Confounds { get; }

    /// <summary>xₜ = φxₜ₋₁ + √(1 − φ²)·L⁻ᵀz, started at rest: covariance Θ⁻¹ at every time.</summary>
    private Matrix RegionCourses(Matrix precision, Rng rng)
    {
        Matrix factor = PhantomPrecisions.Factor(precision);
        var courses = new Matrix(_volumes, precision.Rows);
        double[] x = new double[precision.Rows];
        double phi = _options.Autocorrelation;
        for (int t = 0; t < _volumes; t++)
        {
            rng.FillNormal(x);
            PhantomPrecisions.Colour(factor, x);
            for (int j = 0; j < x.Length; j++)
            {
                courses[t, j] = t == 0 ? x[j] : (phi * courses[t - 1, j]) + (Math.Sqrt(1 - (phi * phi)) * x[j]);
            }
        }

        return courses;
    }

    private int[] DrawSpikes(Rng rng)
    {
        var spikes = new SortedSet<int>();
        while (spikes.Count < Math.Min(_options.SpikesPerSubject, _volumes / 4))
        {
            spikes.Add(1 + rng.NextInt(_volumes - 1));
        }

        return [.. spikes];
    }

    private void Drift(Span<double> x, double share, Rng rng)
    {
        for (int k = 1; k <= 3; k++)
        {
            double size = 0.01 * _options.DriftPercent * share * rng.NextNormal() / k;
            for (int t = 0; t < x.Length; t++)
            {
                x[t] += size * Math.Cos(Math.PI * (t + 0.5) * k / x.Length);
            }
        }
    }

    private static void Autoregressive(Span<double> x, double phi, double deviation, Rng rng)
    {
        double state = rng.NextNormal();
        for (int t = 0; t < x.Length; t++)
        {
            x[t] = deviation * state;
            state = (phi * state) + (Math.Sqrt(1 - (phi * phi)) * rng.NextNormal());
        }
    }

    /// <summary>A smooth random walk of mean 0 and the given root mean square, with jumps at the spikes.</summary>
    private void Wander(Span<double> x, double size, Rng rng)
    {
        (double place, double speed, double sum, double squares) = (0, 0, 0, 0);
        for (int t = 0; t < x.Length; t++)
        {
            speed = (0.6 * speed) + rng.NextNormal();
            place = (0.97 * place) + speed;
            x[t] = place;
            sum += place;
        }

        for (int t = 0; t < x.Length; t++)
        {
            x[t] -= sum / x.Length;
            squares += x[t] * x[t];
        }

        double scale = size / Math.Sqrt(squares / x.Length);
        for (int t = 0; t < x.Length; t++)
        {
            x[t] *= scale;
        }

        foreach (int t in Spikes)
        {
            x[t] += 3 * size * rng.NextNormal();
        }
    }

    private Matrix ConfoundTable(Rng rng)
    {
        var table = new Matrix(_volumes, ConfoundNames.Length);
        for (int t = 0; t < _volumes; t++)
        {
            for (int c = 0; c < 6; c++)
            {
                table[t, c] = Nuisances[t, NuisanceMaps.Motion + c];
            }

            table[t, 6] = 1300 * (1 + Nuisances[t, 0] + Nuisances[t, 4] + (0.0005 * rng.NextNormal()));
            table[t, 7] = 850 * (1 + Nuisances[t, 0] + Nuisances[t, 5] + (0.0005 * rng.NextNormal()));
            table[t, 8] = t == 0 ? double.NaN : Displacement(t);
        }

        return table;
    }

    /// <summary>Σ|Δtranslation| + 50 mm·Σ|Δrotation|: Power et al. (2012), NeuroImage 59:2142.</summary>
    private double Displacement(int t)
    {
        double sum = 0;
        for (int c = 0; c < 6; c++)
        {
            int column = NuisanceMaps.Motion + c;
            sum += (c < 3 ? 1 : 50) * Math.Abs(Nuisances[t, column] - Nuisances[t - 1, column]);
        }

        return sum;
    }
}
