using System.IO.Compression;
using System.Text;
using Gyrus.IO.Nifti;
using Gyrus.IO.Tables;
using Gyrus.Numerics;
using Gyrus.Signals;

namespace Gyrus.Cli.Tests;

/// <summary>A simulated study under the names and in the layout of the public data sets, as their servers would send it.</summary>
internal static class PublishedData
{
    public static readonly string[] Subjects = ["sub-pixar123", "sub-pixar001", "sub-pixar002"];

    private static readonly string[] Columns =
    [
        .. (string[])["csf", "white_matter", "global_signal", "std_dvars", "framewise_displacement"],
        .. Enumerable.Range(0, 6).Select(i => $"a_comp_cor_{i:00}"),
        .. (string[])["cosine00", "trans_x", "trans_y", "trans_z", "rot_x", "rot_y", "rot_z"],
    ];

    public static void Serve(FaultyServer server, SmallStudy study)
    {
        server.Serve("msdl/MSDL_rois.zip", AtlasArchive(study));
        server.Serve(
            "development_fmri/participants.tsv",
            Encoding.UTF8.GetBytes(
                "participant_id\tAge\tChild_Adult\nsub-pixar001\t4.77\tchild\nsub-pixar002\t4.86\tchild\nsub-pixar123\t27.06\tadult\n"
            )
        );
        for (int k = 0; k < Subjects.Length; k++)
        {
            server.Serve(
                $"development_fmri/{Subjects[k]}_task-pixar_space-MNI152NLin2009cAsym_desc-preproc_bold.nii.gz",
                File.ReadAllBytes(study.Bold[k])
            );
            server.Serve($"development_fmri/{Subjects[k]}_task-pixar_desc-confounds_regressors.tsv", Confounds(k));
        }

        server.Serve(
            "schaefer_2018/Schaefer2018_100Parcels_17Networks_order_FSLMNI152_2mm.nii.gz",
            File.ReadAllBytes(study.Bold[0])
        );
        server.Serve(
            "schaefer_2018/Schaefer2018_100Parcels_17Networks_order.txt",
            "1\t17Networks_LH_VisCent_ExStr_1\t120\t18\t136\t0\n2\t17Networks_LH_VisCent_ExStr_2\t120\t18\t137\t0\n"u8.ToArray()
        );
    }

    /// <summary>As the real one: an uncompressed image, and a table whose names are padded with blanks.</summary>
    public static byte[] AtlasArchive(SmallStudy study, string net = "Net")
    {
        using var folder = new TemporaryFolder();
        NiftiWriter.Write(folder.Path("msdl_rois.nii"), NiftiImage.Open(study.Atlas).ReadSeries());
        var table = new StringBuilder("x, y, z, name, net name\n");
        foreach (Region region in LabelTable.Read(study.Labels))
        {
            WorldPoint at = region.Centre!.Value;
            table.Append(
                FormattableString.Invariant(
                    $"{at.X:0.00},{at.Y:0.00},{at.Z:0.00}, {region.Name, -12}, {net} {region.Label % 3}  \n"
                )
            );
        }

        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntryFromFile(folder.Path("msdl_rois.nii"), "MSDL_rois/msdl_rois.nii");
            using Stream entry = zip.CreateEntry("MSDL_rois/msdl_rois_labels.csv").Open();
            entry.Write(Encoding.UTF8.GetBytes(table.ToString()));
        }

        return bytes.ToArray();
    }

    private static byte[] Confounds(int subject)
    {
        var rng = new Rng((ulong)subject + 1);
        var text = new StringBuilder(string.Join('\t', Columns) + "\n");
        for (int t = 0; t < 60; t++)
        {
            text.AppendJoin(
                '\t',
                Columns.Select(c =>
                    t == 0 && c is "std_dvars" or "framewise_displacement" && t == 0
                        ? "n/a"
                        : TsvWriter.Number(rng.NextNormal())
                )
            );
            text.Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
