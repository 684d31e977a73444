using Gyrus.Imaging;
using Gyrus.Numerics;
using Gyrus.Signals;
using Gyrus.Signals.Denoising;
using static System.FormattableString;

namespace Gyrus.Pipelines.Phantom;

/// <summary>The table of confounds that fMRIPrep would write for a subject of a phantom.</summary>
/// <remarks>
/// Movements and tissue means are the phantom's own with their squares and differences; global signal, DVARS and CompCor components are
/// measured in the recording, which is read once: aCompCor in fluid, white matter and both, tCompCor in the voxels that
/// vary most of a part of the brain, each after the cosines of 128 s are removed.
/// </remarks>
public static class PhantomConfounds
{
    private const int Components = 5;
    private const int MostVoxels = 400;
    private const long MostBytes = 64L << 20;
    private const double CutOffHz = 1.0 / 128;

    /// <summary>Measures one subject.</summary>
    /// <param name="study">The study.</param>
    /// <param name="subject">A subject of it.</param>
    /// <param name="cancellationToken">Stops between blocks of volumes.</param>
    public static FmriprepConfounds Of(
        PhantomStudy study,
        PhantomSubject subject,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(subject);
        var brain = new PhantomBrain(study.Mask.Grid);
        int volumes = subject.Bold.Count;
        int[] fluid = Some(brain, v => v.Tissue.Fluid > 0.9, MostVoxels);
        int[] white = Some(brain, v => v.Tissue.White > 0.9, MostVoxels);
        int[] any = Some(brain, _ => true, MostVoxels);

        // Further passes would simulate the recording again: of a long one, a part of the brain must do.
        int[] measured = Some(brain, _ => true, Math.Max(MostVoxels, (int)(MostBytes / (8L * volumes))));
        var scan = new DvarsScan(subject.Bold, measured, long.MaxValue);
        (int[] Voxels, Matrix Courses)[] parts =
        [
            .. ((int[][])[fluid, white, any]).Select(voxels => (voxels, new Matrix(volumes, voxels.Length))),
        ];
        var run = new ExtractionRun { CancellationToken = cancellationToken };
        VolumeBlocks.ForEach(
            subject.Bold,
            "Measuring confounds",
            run,
            block =>
            {
                scan.Add(block);
                foreach ((int[] voxels, Matrix courses) in parts)
                {
                    Gather(block, voxels, courses);
                }
            }
        );
        scan.Finish(run, []);
        Matrix cosines = CosineDrift.Basis(volumes, CutOffHz, study.Options.RepetitionTimeSeconds);
        var components = new List<CompCorComponent>();
        var tables = new List<Confounds>
        {
            Expanded(subject.Confounds, ["csf", "white_matter"]),
            Expanded(Single("global_signal", scan.GlobalSignal), ["global_signal"]),
            Single("std_dvars", scan.StandardisedDvars),
            Single("dvars", scan.Dvars),
            Taken(subject.Confounds, ["framewise_displacement"]),
            CompCorOf("t_comp_cor", null, MostVarying(Filtered(parts[2].Courses, cosines)), components),
            CompCorOf(
                "a_comp_cor",
                "combined",
                Filtered(Side(parts[0].Courses, parts[1].Courses), cosines),
                components
            ),
            CompCorOf("c_comp_cor", "CSF", Filtered(parts[0].Courses, cosines), components),
            CompCorOf("w_comp_cor", "WM", Filtered(parts[1].Courses, cosines), components),
            new(cosines, [.. Enumerable.Range(0, cosines.Columns).Select(k => Invariant($"cosine{k:00}"))]),
            Expanded(subject.Confounds, FmriprepConfounds.MotionColumns),
        };
        return new FmriprepConfounds(subject.Name, Confounds.Join(tables), components);
    }

    /// <summary>Voxels of a kind; of very many, some at equal distances.</summary>
    private static int[] Some(PhantomBrain brain, Func<BrainVoxel, bool> isOne, int most)
    {
        int[] all = [.. brain.Voxels.Where(isOne).Select(v => v.Index)];
        int step = 1 + (all.Length / most);
        return [.. all.Where((_, i) => i % step == 0)];
    }

    private static void Gather(VolumeBlock block, int[] voxels, Matrix courses)
    {
        for (int t = 0; t < block.Count; t++)
        {
            ReadOnlySpan<double> volume = block.Volume(t);
            for (int v = 0; v < voxels.Length; v++)
            {
                courses[block.First + t, v] = volume[voxels[v]];
            }
        }
    }

    private static Matrix Side(Matrix a, Matrix b) => Confounds.Join(new Confounds(a), new Confounds(b)).Values;

    /// <summary>Courses of mean 0 and deviation 1 without their slow part.</summary>
    private static Matrix Filtered(Matrix courses, Matrix cosines)
    {
        Matrix filtered = courses.Copy();
        for (int j = 0; j < filtered.Columns; j++)
        {
            Span<double> x = filtered.MutableColumn(j);
            LinearTrend.Centre(x);
            for (int k = 0; k < cosines.Columns; k++)
            {
                double size = System.Numerics.Tensors.TensorPrimitives.Dot(x, cosines.Column(k));
                System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(cosines.Column(k), -size, x, x);
            }

            Scaling.ZScore(x, Scaling.LargestMagnitude(courses.Column(j)));
        }

        return filtered;
    }

    /// <summary>The 200 courses with the largest single values: where movement and vessels show.</summary>
    private static Matrix MostVarying(Matrix courses) =>
        courses.Select(
            [.. Enumerable.Range(0, courses.Rows)],
            [
                .. Enumerable
                    .Range(0, courses.Columns)
                    .OrderByDescending(j => Scaling.LargestMagnitude(courses.Column(j)))
                    .ThenBy(j => j)
                    .Take(200),
            ]
        );

    private static Confounds CompCorOf(string prefix, string? mask, Matrix courses, List<CompCorComponent> components)
    {
        int count = Math.Min(Components, Math.Min(courses.Rows, courses.Columns));
        if (count == 0)
        {
            // Voxels can be too large for a tissue to fill one.
            return new Confounds(new Matrix(courses.Rows, 0), []);
        }

        (Matrix vectors, double[] eigenvalues) =
            courses.Columns < courses.Rows
                ? PrincipalCourses.OfFew(courses, count)
                : PrincipalCourses.Of(courses, count);
        double total = eigenvalues.Sum();
        string[] names = [.. Enumerable.Range(0, count).Select(k => Invariant($"{prefix}_{k:00}"))];
        components.AddRange(
            names.Select((name, k) => new CompCorComponent(name, mask, eigenvalues[k] / total, Retained: true))
        );
        return new Confounds(vectors, names);
    }

    private static Confounds Single(string name, double[] values) =>
        new(Matrix.FromColumnMajor(values.Length, 1, values), [name]);

    private static Confounds Taken(Confounds table, string[] names) =>
        new(
            table.Values.Select(
                [.. Enumerable.Range(0, table.Samples)],
                [.. names.Select(n => table.Names.ToList().IndexOf(n))]
            ),
            names
        );

    private static Confounds Expanded(Confounds table, string[] names)
    {
        var columns = new List<Confounds>();
        foreach (string name in names)
        {
            Confounds one = Taken(table, [name]);
            columns.Add(one);
            foreach ((string ending, double[] values) in ConfoundColumns.Expansions(one.Values.Column(0)))
            {
                columns.Add(Single(name + ending, values));
            }
        }

        return Confounds.Join(columns);
    }
}
