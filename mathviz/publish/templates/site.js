// Chapters and questions seek, one film plays at a time, a link to a lecture opens it.
"use strict";

// A pause or a fresh load may interrupt the start, which is no error.
const play = (video) => video.play().catch(() => {});

for (const lecture of document.querySelectorAll("details.lecture")) {
  const video = lecture.querySelector("video");
  const chapters = [...lecture.querySelectorAll(".chapter")];

  let wanted = null;

  for (const button of lecture.querySelectorAll(".seek")) {
    button.addEventListener("click", () => {
      // A hair late, so that rounding cannot show the last frame of the chapter before.
      wanted = Number(button.dataset.time) + 0.001;
      video.currentTime = wanted;
      play(video);
    });
  }

  // A plain file server may be unable to send part of a film, and then a browser cannot seek: take it whole.
  const takeWhole = async () => {
    if (video.seekable.length > 0 && video.seekable.end(0) > 0) return;
    const film = await (await fetch(video.currentSrc)).blob();
    const time = wanted ?? video.currentTime;
    const playing = !video.paused;
    video.src = URL.createObjectURL(film);
    video.currentTime = time;
    if (playing) play(video);
  };
  video.addEventListener("loadedmetadata", takeWhole, { once: true });

  const markChapter = () => {
    const started = chapters.filter((button) => Number(button.dataset.time) <= video.currentTime);
    for (const button of chapters) {
      if (button === started.at(-1)) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  };
  video.addEventListener("timeupdate", markChapter);
  video.addEventListener("seeking", markChapter);

  video.addEventListener("play", () => {
    for (const other of document.querySelectorAll("video")) if (other !== video) other.pause();
  });
  lecture.addEventListener("toggle", () => {
    if (!lecture.open) video.pause();
  });
}

const openLinked = () => {
  const linked = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (linked?.matches("details.lecture")) {
    linked.open = true;
    linked.scrollIntoView();
  }
};
addEventListener("hashchange", openLinked);
openLinked();
