using Gyrus.Imaging;
using Gyrus.Numerics;
using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Pipelines.Phantom;

/// <summary>
/// A phantom of a BOLD study with a known group-sparse connectome: voxel = anatomy·(1 + Σₖ mapₖ·sₖ(t) + nuisances + noise).
/// </summary>
/// <remarks>
/// <para>
/// The courses s of a subject have the covariance Θ⁻¹ at every time and an autocorrelation φ between neighbouring volumes;
/// the Θ of all subjects have one sparsity pattern and similar strengths. Nuisances are slow cosines, the courses of fluid
/// and white matter, and six movements that act through the gradient of the anatomy, so mostly at edges.
/// </para>
/// <para>Units: percentages are of the anatomy. The same options and seed give the same study.</para>
/// </remarks>
public sealed record BoldPhantom
{
    /// <summary>Gets the seed of everything random. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Gets the number of subjects. 1 … 999, default 4.</summary>
    public int Subjects
    {
        get;
        init => field = (int)Require.Between(1, 999, value, nameof(Subjects));
    } = 4;

    /// <summary>Gets the number of sessions of each subject. 1 … 99, default 1: then names do not tell it.</summary>
    public int Sessions
    {
        get;
        init => field = (int)Require.Between(1, 99, value, nameof(Sessions));
    } = 1;

    /// <summary>Gets the number of runs of each session. 1 … 99, default 1: then names do not tell it.</summary>
    public int Runs
    {
        get;
        init => field = (int)Require.Between(1, 99, value, nameof(Runs));
    } = 1;

    /// <summary>Gets the number of regions. 2 … 400, default 39; more than some 130 need smaller voxels.</summary>
    public int Regions
    {
        get;
        init => field = (int)Require.Between(2, 400, value, nameof(Regions));
    } = 39;

    /// <summary>Gets the number of volumes of each run. At least 8, default 168.</summary>
    public int Volumes
    {
        get;
        init => field = Require.AtLeast(8, value, nameof(Volumes));
    } = 168;

    /// <summary>
    /// Gets how many volumes fewer each subject has than the one before, down to 8 at the least. At least 0, default 0.
    /// </summary>
    public int FewerVolumesPerSubject
    {
        get;
        init => field = Require.AtLeast(0, value, nameof(FewerVolumesPerSubject));
    }

    /// <summary>Gets the repetition time in seconds. Positive, default 2.</summary>
    public double RepetitionTimeSeconds
    {
        get;
        init => field = Require.Positive(value, nameof(RepetitionTimeSeconds));
    } = 2;

    /// <summary>Gets the edge of a voxel in mm. 1.5 … 12, default 4 (40 × 48 × 38 voxels).</summary>
    public double VoxelMillimetres
    {
        get;
        init => field = Require.Between(1.5, 12, value, nameof(VoxelMillimetres));
    } = 4;

    /// <summary>Gets the standard deviation of a region's course at the centre of its map, in percent. At least 0, default 1.</summary>
    public double SignalPercent
    {
        get;
        init => field = Require.NotNegative(value, nameof(SignalPercent));
    } = 1;

    /// <summary>Gets the standard deviation of the thermal noise of a voxel, in percent. At least 0, default 1.</summary>
    public double NoisePercent
    {
        get;
        init => field = Require.NotNegative(value, nameof(NoisePercent));
    } = 1;

    /// <summary>Gets the size of the drifts in percent. At least 0, default 1.</summary>
    public double DriftPercent
    {
        get;
        init => field = Require.NotNegative(value, nameof(DriftPercent));
    } = 1;

    /// <summary>Gets the root mean square of each translation in mm; rotations move points at 50 mm as far. At least 0, default 0.1.</summary>
    public double MotionMillimetres
    {
        get;
        init => field = Require.NotNegative(value, nameof(MotionMillimetres));
    } = 0.1;

    /// <summary>Gets the number of volumes per subject that a sudden movement spoils. At least 0, default 0.</summary>
    public int SpikesPerSubject
    {
        get;
        init => field = Require.AtLeast(0, value, nameof(SpikesPerSubject));
    }

    /// <summary>Gets the autocorrelation φ of the courses from one volume to the next. 0 … 0.95, default 0.3.</summary>
    public double Autocorrelation
    {
        get;
        init => field = Require.Between(0, 0.95, value, nameof(Autocorrelation));
    } = 0.3;

    /// <summary>Gets by which part the strength of an edge varies between subjects. 0 … 0.9, default 0.3.</summary>
    public double SubjectVariation
    {
        get;
        init => field = Require.Between(0, 0.9, value, nameof(SubjectVariation));
    } = 0.3;

    /// <summary>Makes the study. Recordings are computed later, while they are read.</summary>
    /// <exception cref="ArgumentException">The regions do not fit the brain at this voxel size.</exception>
    public PhantomStudy Create()
    {
        var brain = new PhantomBrain(BrainShape.GridOf(VoxelMillimetres));
        var atlas = new PhantomAtlas(brain, Regions, Seed);
        var scene = new PhantomScene(this, brain, atlas, new NuisanceMaps(brain));
        var precisions = new PhantomPrecisions(atlas.Regions, Rng.ForPart(Seed, 0));
        return new PhantomStudy
        {
            Options = this,
            Mask = brain.Mask(),
            Anatomy = new Volume(brain.Grid, [.. brain.Anatomy]),
            Atlas = atlas.Series,
            Regions = atlas.Regions,
            Topology = precisions.Topology(),
            Subjects = [.. Enumerable.Range(0, Subjects).SelectMany(k => RunsOf(scene, precisions, k))],
        };
    }

    private IEnumerable<PhantomSubject> RunsOf(PhantomScene scene, PhantomPrecisions precisions, int k)
    {
        Rng rng = Rng.ForPart(Seed, k + 1);
        Matrix precision = precisions.Draw(SubjectVariation, rng);
        for (int run = 0; run < Sessions * Runs; run++)
        {
            // The parts of the first runs are the numbers of the subjects, of which there are at most 999.
            int part = k + (1000 * run);
            string name =
                Invariant($"sub-{k + 1:00}")
                + (Sessions > 1 ? Invariant($"_ses-{(run / Runs) + 1}") : "")
                + (Runs > 1 ? Invariant($"_run-{(run % Runs) + 1}") : "");
            yield return Run(scene, precision, (name, k, part), run == 0 ? rng : Rng.ForPart(Seed, part + 1));
        }
    }

    private PhantomSubject Run(PhantomScene scene, Matrix precision, (string Name, int Subject, int Part) run, Rng rng)
    {
        string name = run.Name;
        int volumes = Math.Max(8, Volumes - (run.Subject * FewerVolumesPerSubject));
        var courses = new SubjectCourses(this, volumes, precision, rng);
        return new PhantomSubject
        {
            Name = name,
            Bold = new PhantomBold(scene, courses, run.Part, name),
            Confounds = courses.Confounds,
            Precision = precision,
            Signals = new RegionSignals(name, courses.Regions, scene.Atlas.Regions)
            {
                RepetitionTimeSeconds = RepetitionTimeSeconds,
            },
            SpikeVolumes = courses.Spikes,
        };
    }
}
