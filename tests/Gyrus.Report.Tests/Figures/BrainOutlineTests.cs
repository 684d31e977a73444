using Gyrus.Report.Figures;
using Gyrus.Signals;

namespace Gyrus.Report.Tests.Figures;

/// <summary>The drawn outlines are compared with a brain mask in MNI space: the project holds only the drawing.</summary>
public sealed class BrainOutlineTests
{
    private const int Width = 91;
    private const int Depth = 109;
    private const int Height = 91;

    [SharedTheory]
    [InlineData("lateral")]
    [InlineData("medial")]
    [InlineData("coronal")]
    [InlineData("axial")]
    public void Outline_FitsTheProjectionOfTheBrain(string view)
    {
        byte[] mask = File.ReadAllBytes(SharedFolder.Path("data", "atlases", "mni152_t1_2mm_brain_mask.nii"))[
            ^(Width * Depth * Height)..
        ];
        (int inBoth, int inEither) = (0, 0);
        (double lowU, double lowV) = (-126, -126);
        for (int a = 0; a < 126; a++)
        {
            for (int b = 0; b < 126; b++)
            {
                (double u, double v) = (lowU + (2 * a), lowV + (2 * b));
                bool brain = IsBrain(mask, view, u, v);
                bool drawn = IsInside(LinesOf(view), u, v);
                (inBoth, inEither) = (inBoth + (brain && drawn ? 1 : 0), inEither + (brain || drawn ? 1 : 0));
            }
        }

        // The mask includes the space between brain and skull, and joins what the drawing keeps apart (stem, cerebellum).
        Assert.InRange((double)inBoth / inEither, 0.93, 1);
    }

    [SharedFact]
    public void Outline_HoldsPublishedRegions()
    {
        foreach (Region region in PublishedRegions.Dosenbach())
        {
            WorldPoint p = region.Centre!.Value;
            Assert.True(IsInside(BrainOutline.Lateral, p.Y, p.Z), $"{region.Name} {p} from the side");
            Assert.True(IsInside(BrainOutline.Coronal, p.X, p.Z), $"{region.Name} {p} from the front");
            Assert.True(IsInside(BrainOutline.Axial, p.X, p.Y), $"{region.Name} {p} from above");
        }
    }

    private static BrainLine[] LinesOf(string view) =>
        view switch
        {
            "lateral" => BrainOutline.Lateral,
            "medial" => BrainOutline.Medial,
            "coronal" => BrainOutline.Coronal,
            _ => BrainOutline.Axial,
        };

    private static bool IsBrain(byte[] mask, string view, double u, double v)
    {
        int along = view switch
        {
            "lateral" or "medial" => Width,
            "coronal" => Depth,
            _ => Height,
        };
        for (int k = 0; k < along; k++)
        {
            (double x, double y, double z) = view switch
            {
                "lateral" or "medial" => (90.0 - (2 * k), u, v),
                "coronal" => (u, -126.0 + (2 * k), v),
                _ => (u, v, -72.0 + (2 * k)),
            };
            (int i, int j, int l) = ((int)((90 - x) / 2), (int)((y + 126) / 2), (int)((z + 72) / 2));
            bool there = x <= 90 && x >= -90 && y >= -126 && y <= 90 && z >= -72 && z <= 108;
            if (there && mask[i + (Width * (j + (Depth * l)))] != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Inside any silhouette, by crossings of its polygon.</summary>
    private static bool IsInside(BrainLine[] lines, double u, double v) =>
        lines
            .Where(l => l.IsShape)
            .Any(l =>
            {
                bool inside = false;
                int count = l.Points.Length / 2;
                for (int i = 0, j = count - 1; i < count; j = i++)
                {
                    (double xi, double yi, double xj, double yj) = (
                        l.Points[2 * i],
                        l.Points[(2 * i) + 1],
                        l.Points[2 * j],
                        l.Points[(2 * j) + 1]
                    );
                    inside ^= yi > v != yj > v && u < ((xj - xi) * (v - yi) / (yj - yi)) + xi;
                }

                return inside;
            });
}
