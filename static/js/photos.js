// Photos: shrink on the phone before sending, add one by one, see and remove them.
//   [data-photos][data-max]   holds one input[type=file][multiple]
// Without JavaScript, or where the browser cannot do it, the plain file input stays as it is.
(function () {
  "use strict";

  const LONGEST = 2048;

  function canSetFiles() {
    try {
      new DataTransfer().items.add(new File(["x"], "x.jpg"));
      return Boolean(HTMLCanvasElement.prototype.toBlob);
    } catch (error) {
      return false;
    }
  }

  function load(file) {
    return new Promise((resolve, reject) => {
      const image = new Image();
      image.onload = () => resolve(image);
      image.onerror = reject;
      image.src = URL.createObjectURL(file);
    });
  }

  // The photo as a JPEG of at most 2,048 px, without its place and date; the file itself if the
  // browser cannot read it (HEIC on Android): the server takes it as it is.
  async function shrink(file) {
    let image;
    try { image = await load(file); } catch (error) { return file; }
    const scale = Math.min(1, LONGEST / Math.max(image.naturalWidth, image.naturalHeight));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.naturalWidth * scale);
    canvas.height = Math.round(image.naturalHeight * scale);
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#FFF"; // a transparent picture would turn black
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(image.src);
    const blob = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", 0.85); });
    canvas.width = 0; // give the memory back at once on small phones
    if (!blob) return file;
    return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
  }

  function enhance(box) {
    const input = box.querySelector("input[type=file]");
    const max = Number(box.dataset.max) || 6;
    const picked = []; // {file} in order; the file is replaced when it has been shrunk
    const list = document.createElement("ul");
    const add = document.createElement("label");
    const status = document.createElement("p");
    list.className = "photo-tiles";
    add.className = "photo-add";
    add.htmlFor = input.id;
    add.innerHTML = "<span aria-hidden=\"true\">+</span><span class=\"visually-hidden\">添加照片</span>";
    status.className = "hint";
    status.setAttribute("role", "status");
    input.classList.add("visually-hidden");
    box.append(list, status);

    function hand() {
      const transfer = new DataTransfer();
      picked.forEach((item) => transfer.items.add(item.file));
      input.files = transfer.files;
    }

    function tile(item, number) {
      const entry = document.createElement("li");
      const image = document.createElement("img");
      const remove = document.createElement("button");
      image.alt = `第 ${number} 张照片`;
      image.src = URL.createObjectURL(item.file);
      image.onload = () => URL.revokeObjectURL(image.src);
      image.onerror = () => {
        const blind = document.createElement("span");
        blind.className = "photo-blind";
        blind.textContent = "已选，不能预览";
        image.replaceWith(blind);
      };
      remove.type = "button";
      remove.className = "btn";
      remove.textContent = "去掉";
      remove.setAttribute("aria-label", `去掉第 ${number} 张照片`);
      remove.addEventListener("click", () => {
        picked.splice(picked.indexOf(item), 1);
        hand();
        draw();
        input.focus();
      });
      entry.append(image, remove);
      return entry;
    }

    function draw() {
      const entries = picked.map((item, index) => tile(item, index + 1));
      if (picked.length < max) {
        const last = document.createElement("li");
        last.append(add);
        entries.push(last);
      }
      list.replaceChildren(...entries);
    }

    input.addEventListener("change", async () => {
      const fresh = Array.from(input.files).map((file) => ({ file }));
      const room = max - picked.length;
      picked.push(...fresh.slice(0, room));
      hand(); // sent as they are if somebody submits before they are shrunk
      status.textContent = "正在准备照片……";
      for (const item of fresh.slice(0, room)) { // one at a time: small phones have little memory
        item.file = await shrink(item.file);
        hand();
      }
      draw();
      status.textContent = fresh.length > room ? `最多 ${max} 张，多出的没有加上。` : `已选 ${picked.length} 张。`;
    });

    draw();
  }

  if (canSetFiles()) document.querySelectorAll("[data-photos]").forEach(enhance);
}());
