using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Gyrus.Report.Tests.Pages;

/// <summary>What only a browser can tell: the policy lets the page's own script run, and the script finds its way.</summary>
public sealed class BrowserTests
{
    private const int MostSeconds = 120;

    [BrowserFact]
    public async Task Page_InABrowser_RunsItsScriptUnderItsPolicy()
    {
        string page = Pictures.Keep(SampleReport.Create(70).ToHtml(), "browser.html");

        string loaded = await LoadAsync(page);

        Assert.Matches("<html[^>]* data-ready=\"true\"", loaded);
        Assert.Equal(10, Regex.Count(loaded, "aria-label=\"Download SVG: "));
        Assert.Equal(6, Regex.Count(loaded, "aria-label=\"Download TSV: "));
        Assert.Contains(">Copy text</button>", loaded, StringComparison.Ordinal);
        Assert.Equal(5, Regex.Count(loaded, "role=\"application\"")); // the matrices, after their values were unpacked
    }

    /// <summary>The document after its script ran.</summary>
    private static async Task<string> LoadAsync(string page)
    {
        string profile = Directory.CreateTempSubdirectory("gyrus-browser").FullName;
        var start = new ProcessStartInfo(BrowserFactAttribute.Browser!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--virtual-time-budget=5000",
                "--user-data-dir=" + profile,
                "--dump-dom",
                new Uri(page).AbsoluteUri,
            },
        };
        using Process browser = Process.Start(start)!;
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(MostSeconds));
            Task<string> errors = browser.StandardError.ReadToEndAsync(limit.Token);
            string text = await browser.StandardOutput.ReadToEndAsync(limit.Token);
            await browser.WaitForExitAsync(limit.Token);
            await errors;
            return text;
        }
        finally
        {
            if (!browser.HasExited)
            {
                browser.Kill(entireProcessTree: true);
            }

            DeleteProfile(profile);
        }
    }

    private static void DeleteProfile(string profile)
    {
        try
        {
            Directory.Delete(profile, recursive: true);
        }
        catch (IOException)
        {
            // A process of the browser may write a last file; the folder is temporary.
        }
    }
}
