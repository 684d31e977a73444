using System.Numerics.Tensors;
using Gyrus.Imaging;

namespace Gyrus.Pipelines.Phantom;

/// <summary>The BOLD image of one subject, computed volume by volume; every pass gives the same bits.</summary>
internal sealed class PhantomBold(PhantomScene scene, SubjectCourses courses, int subject, string name) : IVolumeSeries
{
    public string Name => name;

    public Grid Grid => scene.Brain.Grid;

    public int Count => courses.Regions.Rows;

    public double? RepetitionTimeSeconds => scene.Options.RepetitionTimeSeconds;

    public IVolumeReader Open() => new Reader(this);

    private void Compute(int t, Span<double> inside, Span<double> volume)
    {
        inside.Fill(1);
        for (int c = 0; c < NuisanceMaps.Count; c++)
        {
            TensorPrimitives.MultiplyAdd(scene.Nuisances.Weights[c], courses.Nuisances[t, c], inside, inside);
        }

        double size = 0.01 * scene.Options.SignalPercent;
        for (int k = 0; k < scene.Atlas.Maps.Length; k++)
        {
            double activity = size * courses.Regions[t, k];
            foreach ((int voxel, double weight) in scene.Atlas.Maps[k])
            {
                inside[voxel] += activity * weight;
            }
        }

        var noise = new FastNoise(scene.Options.Seed, subject, t);
        noise.AddAndScale(inside, scene.Nuisances.Anatomy, 0.01 * scene.Options.NoisePercent);

        volume.Clear();
        BrainVoxel[] voxels = scene.Brain.Voxels;
        for (int v = 0; v < voxels.Length; v++)
        {
            volume[voxels[v].Index] = inside[v];
        }
    }

    private sealed class Reader(PhantomBold bold) : IVolumeReader
    {
        private readonly double[] _inside = new double[bold.BrainSize];
        private int _next;

        public bool ReadNext(Span<double> destination)
        {
            if (_next == bold.Count)
            {
                return false;
            }

            bold.Compute(_next++, _inside, destination);
            return true;
        }

        public void Dispose() { }
    }

    private int BrainSize => scene.Brain.Voxels.Length;
}
